import { findChannel, findPerson, type SlackState } from './state.ts'

/**
 * What Slack makes of what a person types: `& < >` escaped, and people, channels, links and addresses in angle
 * brackets. In a command names come along (`<@U1|n>`), and a command may ask for none of it (`plain`).
 */
export function asTyped(state: SlackState, text: string, where: 'command' | 'message' | 'plain'): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  if (where === 'plain') return escaped
  return escaped.replaceAll(
    /(?<link>https?:\/\/[^\s|]+)|(?<mail>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)|(?<![\w@])@(?<person>[\w.-]+)|(?<![\w#])#(?<channel>[\w-]+)/gu,
    (...all) => {
      const whole = all[0]
      const groups = all.at(-1) as Readonly<Record<string, string | undefined>>
      if (groups.link !== undefined) return `<${whole}>`
      if (groups.mail !== undefined) return `<mailto:${whole}|${whole}>`
      if (groups.person !== undefined) return mention(state, groups.person, where === 'command') ?? whole
      return channelLink(state, groups.channel ?? '') ?? whole
    },
  )
}

function mention(state: SlackState, handle: string, named: boolean): string | undefined {
  if (handle === 'here' || handle === 'channel' || handle === 'everyone') return `<!${handle}>`
  const person = findPerson(state, handle)
  if (person === undefined) return undefined
  return named ? `<@${person.id}|${person.name}>` : `<@${person.id}>`
}

function channelLink(state: SlackState, name: string): string | undefined {
  const channel = findChannel(state, name)
  return channel === undefined || channel.kind === 'im' ? undefined : `<#${channel.id}|${channel.name}>`
}
