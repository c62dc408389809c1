import { isMap, isNode, parseDocument } from 'yaml'
import type { SeveralChoices } from './choices.ts'

/** How Slack reaches the bot: over Socket Mode, or by requests to an address. */
export type Road =
  | { readonly kind: 'socket' }
  /** `url`: where Slack's requests are taken, the same for commands, events and clicks. */
  | { readonly kind: 'http' | 'lambda'; readonly url: string }

const SAID = {
  socket: ' For Socket Mode: no address of yours has to be reachable from the internet.',
  http: ' For HTTP: Slack calls the address below, and has it verified once the bot answers there.',
  lambda: ' For Lambda: Slack calls the function behind the address below, and has it verified once that answers.',
} as const

/** What has to be known to remove what is kept of a workspace once the bot was thrown out. */
const OF_ORGANIZATIONS = 'team_access_revoked'
const UNINSTALLED = ['app_uninstalled', 'tokens_revoked', OF_ORGANIZATIONS]

/**
 * The manifest of the Slack app for one road, made of the one in manifest.yml: the same permissions, commands and words, with
 * the address wherever Slack wants it. For several workspaces also with what OAuth takes: where browsers come back to,
 * tokens that are renewed, the news of being uninstalled. https://docs.slack.dev/reference/app-manifest
 */
export function manifestVariant(source: string, road: Road, several?: SeveralChoices): string {
  const manifest = parseDocument(source)
  // What the source says at its top is about the source.
  if (isMap(manifest.contents)) {
    const [first] = manifest.contents.items
    for (const node of [manifest.contents, first?.key]) if (isNode(node)) node.commentBefore = null
  }
  manifest.commentBefore = `${SAID[road.kind]}\n Every permission has its reason in docs/permissions.md.`
  manifest.setIn(['settings', 'socket_mode_enabled'], road.kind === 'socket')
  if (road.kind !== 'socket') {
    manifest.setIn(['features', 'slash_commands', 0, 'url'], road.url)
    manifest.setIn(['settings', 'event_subscriptions', 'request_url'], road.url)
    manifest.setIn(['settings', 'interactivity', 'request_url'], road.url)
    // Menus that offer names while someone types are asked here.
    manifest.setIn(['settings', 'interactivity', 'message_menu_options_url'], road.url)
  }
  if (several !== undefined) {
    const { publicUrl, workspaces } = several
    manifest.setIn(['oauth_config', 'redirect_urls'], [`${publicUrl}/slack/oauth_redirect`])
    const events = ['settings', 'event_subscriptions', 'bot_events']
    const whole = workspaces.some((id) => id.startsWith('E'))
    for (const event of UNINSTALLED) if (whole || event !== OF_ORGANIZATIONS) manifest.addIn(events, event)
    manifest.setIn(['settings', 'org_deploy_enabled'], whole)
    manifest.setIn(['settings', 'token_rotation_enabled'], true)
  }
  return manifest.toString({ lineWidth: 120, singleQuote: true })
}
