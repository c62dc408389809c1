import { describe, expect, test } from 'vitest'
import { instant } from '../../src/lib/instant.ts'
import { spellTeam } from '../../src/policy/workspace.ts'
import { readCommand } from '../../src/slack/read-command.ts'
import { readClick, readHome, readShortcut, readSubmit, readSuggestion } from '../../src/slack/read-interaction.ts'
import { readMention } from '../../src/slack/read-mention.ts'
import { readWorkspace } from '../../src/slack/read-workspace.ts'

const at = instant(1_795_000_000_000)
const event = { type: 'message' }
const ours = (enterprise_id: string | null, team_id: string | null, more: object = {}) => ({
  authorizations: [{ enterprise_id, team_id, user_id: 'U00BOT', is_bot: true, ...more }],
})

describe('the workspace that something came from', () => {
  test.each<[string, object, string | undefined, string]>([
    ['a command', { command: '/whodid', team_id: 'T1' }, undefined, 'T1'],
    ['of an organization', { command: '/whodid', team_id: 'T1', enterprise_id: 'E1' }, 'E1', 'T1'],
    [
      'of an organization as a whole',
      { command: '/whodid', enterprise_id: 'E1', is_enterprise_install: 'true' },
      'E1',
      '',
    ],
    ['an event', { event, team_id: 'T1', ...ours(null, 'T1') }, undefined, 'T1'],
    ['that happened in another company', { event, team_id: 'T9', ...ours(null, 'T1') }, undefined, 'T1'],
    ['of an organization', { event, team_id: 'T1', ...ours('E1', 'T1') }, 'E1', 'T1'],
    ['for its whole', { event, team_id: 'T1', enterprise_id: 'E1', ...ours('E1', null) }, 'E1', 'T1'],
    ['with its id in that place', { event, team_id: 'T1', ...ours('E1', 'E1') }, 'E1', 'T1'],
    ['in none of its workspaces', { event, team_id: 'E1', ...ours('E1', null) }, 'E1', ''],
    [
      'without authorizations',
      { event, context_team_id: 'T1', context_enterprise_id: 'E1', team_id: 'T9' },
      'E1',
      'T1',
    ],
    [
      'without authorizations, by somebody of an organization',
      { event, context_team_id: 'T1', context_enterprise_id: null, team_id: 'T9', enterprise_id: 'E9' },
      undefined,
      'T1',
    ],
    [
      'for a whole organization, by somebody of another',
      { event, team_id: 'T9', enterprise_id: 'E9', ...ours('E1', null) },
      'E1',
      '',
    ],
    ['by somebody of none', { event, team_id: 'T9', enterprise_id: null, ...ours('E1', null) }, 'E1', ''],
    ['with the least that Slack says', { event, team_id: 'T1' }, undefined, 'T1'],
    ['a click', { type: 'block_actions', team: { id: 'T1' }, user: { team_id: 'T1' } }, undefined, 'T1'],
    ['of a stranger', { type: 'block_actions', team: { id: 'T1' }, user: { team_id: 'T9' } }, undefined, 'T1'],
    [
      'of an organization',
      { team: { id: 'T1', enterprise_id: 'E1' }, enterprise: { id: 'E1' }, user: { team_id: 'T1' } },
      'E1',
      'T1',
    ],
    ['its id alone in the team', { team: { id: 'T1', enterprise_id: 'E1' }, user: { team_id: 'T1' } }, 'E1', 'T1'],
    [
      'for its whole',
      { team: null, enterprise: { id: 'E1' }, is_enterprise_install: true, user: { team_id: 'T2' } },
      'E1',
      'T2',
    ],
    [
      'a form opened in another company',
      { team: { id: 'T9' }, user: { team_id: 'T9' }, view: { app_installed_team_id: 'T1' } },
      undefined,
      'T1',
    ],
    [
      'a click in one organization, named beside another',
      { team: { id: 'T1', enterprise_id: 'E1' }, enterprise: { id: 'E9' } },
      'E1',
      'T1',
    ],
    ['the name of all', { command: '/whodid', team_id: '*' }, undefined, ''],
    ['two names in one', { command: '/whodid', team_id: 'T1', enterprise_id: 'E1.T2' }, undefined, 'T1'],
    ['what is none of Slack’s', { team_id: 7 }, undefined, ''],
  ])('%s', (_, body, enterprise, team) => {
    expect(readWorkspace(body)).toEqual({ enterprise, team })
  })

  test('is in every kind of work as rows call it; whose the person is stays apart', () => {
    const body = {
      team: { id: 'T1' },
      enterprise: { id: 'E1' },
      user: { id: 'U1', team_id: 'T9' },
      trigger_id: '1.2',
      channel: { id: 'C1' },
      container: { message_ts: '1.1', channel_id: 'C1' },
      actions: [{ action_id: 'events', block_id: 'q1.x' }],
      view: { id: 'V1' },
      callback_id: 'whodid',
      action_id: 'who',
      value: 'ali',
    }
    const envelope = (of: object) => ({ event_id: 'Ev1', team_id: 'T1', event: of, ...ours('E1', 'T1') })
    const said = { type: 'app_mention', user: 'U1', text: 'Alice', channel: 'C1', user_team: 'T9' }
    const command = { command: '/whodid', user_id: 'U1', channel_id: 'C1', team_id: 'T1', enterprise_id: 'E1' }
    const home = { type: 'app_home_opened', user: 'U1' }

    const read = (spell?: typeof spellTeam) => [
      readClick({ ...body, type: 'block_actions' }, at, spell)?.asker,
      readSubmit({ ...body, type: 'view_submission' }, at, spell)?.asker,
      readShortcut({ ...body, type: 'shortcut' }, at, spell)?.asker,
      readSuggestion({ ...body, type: 'block_suggestion' }, spell)?.asker,
      readMention(envelope(said), 'U00BOT', at, undefined, spell)?.asker,
      readHome(envelope(home), at, undefined, spell)?.asker,
      readCommand(command, at, 'e1', spell)?.asker,
    ]

    const homes = ['T9', 'T9', 'T9', 'T9', 'T9', undefined, undefined]
    expect(read()).toEqual(homes.map((home) => ({ team: 'E1.T1', person: 'U1', ...(home && { home }) })))
    expect(read(spellTeam).map((asker) => asker?.team)).toEqual(homes.map(() => 'T1'))
  })
})
