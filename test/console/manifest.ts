/** An app that uses everything the console shows. */
export const MANIFEST = `
display_information: { name: whodid, description: Looks things up }
features:
  app_home: { home_tab_enabled: true, messages_tab_enabled: true }
  slash_commands:
    - { command: /whodid, description: What did it do?, usage_hint: Alice 24h, should_escape: true }
  shortcuts:
    - { type: global, name: Look up identity, callback_id: look_up, description: Opens a form }
    - { type: message, name: Who did this?, callback_id: who_did, description: Looks up the names in it }
oauth_config:
  scopes:
    bot: [chat:write, commands, app_mentions:read, im:history, im:write]
    bot_optional: [users:read, files:write, reactions:write]
settings:
  event_subscriptions: { bot_events: [app_mention, message.im, app_home_opened] }
  interactivity: { is_enabled: true }
`
