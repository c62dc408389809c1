import { Document, isSeq, visit } from 'yaml'
import { type Choices, NO_CLIENT_ID } from './choices.ts'
import { manifestVariant } from './manifest-variant.ts'

/** A file to be written, with what it is for. */
export type NewFile = { readonly name: string; readonly text: string; readonly what: string }

export const SETTINGS = 'whodid.yml'
export const MANIFEST = 'whodid-manifest.yml'
export const READER = 'whodid-reader-role.json'

/** The files of an installation: the settings, the manifest of the Slack app, and the parameters of the reader role's stack. */
export function makeFiles(choices: Choices, manifest: string): readonly NewFile[] {
  const reader = makeReader(choices)
  return [
    { name: SETTINGS, text: makeSettings(choices), what: 'the settings: where to look, and who may ask' },
    {
      name: MANIFEST,
      text: manifestVariant(manifest, choices.road, choices.several),
      what: 'the manifest of the Slack app',
    },
    ...(reader === undefined
      ? []
      : [{ name: READER, text: reader, what: 'parameters for the stack of the reader role' }]),
  ]
}

function makeSettings({ road, aws, files, people, several }: Choices): string {
  const isGroup = (id: string) => id.startsWith('S')
  const who =
    people.length === 0
      ? { everyone: true }
      : {
          ...(people.some((id) => !isGroup(id)) && { people: people.filter((id) => !isGroup(id)) }),
          ...(people.some(isGroup) && { groups: people.filter(isGroup) }),
        }
  const document = new Document({
    slack: {
      mode: road.kind === 'socket' ? 'socket' : 'http',
      ...(several && {
        oauth: { clientId: NO_CLIENT_ID, publicUrl: several.publicUrl, workspaces: [...several.workspaces] },
      }),
    },
    ...(aws && aws.accounts.length > 0 && { accounts: aws.accounts.map(({ id, alias }) => ({ id, alias })) }),
    ...(files !== undefined && { logFiles: [{ name: 'log files', path: files }] }),
    ...(aws && { aws: { regions: aws.regions, role: 'whodid-read', externalId: aws.externalId } }),
    ...(road.kind === 'lambda' && { store: { table: 'whodid', region: aws?.regions[0] ?? 'us-east-1' } }),
    policy: [{ name: 'responders', ...(several && { workspaces: [...several.workspaces] }), ...who }],
  })
  document.commentBefore =
    ' docs/settings.md explains every line, and all that can be set besides. Secrets never go here.'
  visit(document, {
    // An account id in quotes is not taken for a number.
    Scalar(_, node) {
      if (typeof node.value === 'string' && /^[\d.]+$/.test(node.value)) node.type = 'QUOTE_DOUBLE'
    },
    Pair(_, { value }) {
      if (isSeq(value) && value.items.every((item) => !('items' in (item as object)))) value.flow = true
    },
  })
  return document.toString({ lineWidth: 120, flowCollectionPadding: false })
}

/** https://docs.aws.amazon.com/cli/latest/reference/cloudformation/deploy/ */
function makeReader({ aws }: Choices): string | undefined {
  if (aws === undefined) return undefined
  const { principal = 'arn:aws:iam::ACCOUNT:role/ROLE', externalId } = aws
  const parameters = { BotPrincipal: principal, ExternalId: externalId, RoleName: 'whodid-read', EventHistory: 'yes' }
  return `${JSON.stringify({ Parameters: parameters }, null, 2)}\n`
}
