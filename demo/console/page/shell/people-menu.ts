import type { MenuItem } from '../drawn/menu-item.ts'
import type { Standing } from '../standing.ts'
import { THEMES, type Theme } from '../theme.ts'

const ROLES = {
  admin: 'Workspace admin',
  member: 'Member',
  guest: 'Guest',
  stranger: 'Another company',
  deactivated: 'Deactivated',
  bot: 'App',
} as const

/** What somebody is here, in Slack's words. */
export function sayRole(role: keyof typeof ROLES): string {
  return ROLES[role]
}

/** Who one can be, and light or dark: the menu under one's own face. */
export function peopleMenu(
  { held, me, becomePerson, showPerson }: Standing,
  theme: Theme,
  onTheme: (theme: Theme) => void,
): readonly MenuItem[] {
  const people = [...held.person.values()].filter((each) => each.role !== 'bot' && each.role !== 'deactivated')
  return [
    { kind: 'title', label: 'Be somebody else' },
    ...people.map(
      (each): MenuItem => ({
        kind: 'do',
        label: each.realName,
        note: sayRole(each.role),
        checked: each.id === me.id,
        run: () => becomePerson(each.id),
      }),
    ),
    { kind: 'line' },
    { kind: 'title', label: 'Appearance' },
    ...THEMES.map(
      (each): MenuItem => ({
        kind: 'do',
        label: { light: 'Light', dark: 'Dark', system: 'System setting' }[each],
        checked: each === theme,
        run: () => onTheme(each),
      }),
    ),
    { kind: 'line' },
    { kind: 'do', label: 'Profile', run: () => showPerson(me.id) },
  ]
}
