/** An app for the tests of the stand-in itself: it asks for everything they touch. */
export const MANIFEST = `
features:
  slash_commands:
    - { command: /whodid, description: What did it do?, should_escape: true }
    - { command: /plain, description: Without escaping }
  shortcuts:
    - { type: global, name: Look up, callback_id: look_up, description: Look up }
    - { type: message, name: Who did this?, callback_id: who_did, description: Look up }
oauth_config:
  scopes:
    bot: [chat:write, commands, app_mentions:read, im:history, channels:read, channels:history, im:write]
    bot_optional: [users:read, users:read.email, files:write, files:read, reactions:write, usergroups:read]
settings:
  event_subscriptions: { bot_events: [app_mention, message.im, app_home_opened, tokens_revoked] }
  interactivity: { is_enabled: true }
`
