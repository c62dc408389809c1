import { APP_ID } from '../people.ts'
import type { Methods } from './method.ts'

/** Where a Socket Mode connection is opened: a ticket is good for one. */
export const apps: Methods = {
  'apps.connections.open': {
    token: 'app',
    scopes: [],
    tier: 'tier1',
    run(workspace) {
      const ticket = workspace.ids.secret('ticket-')
      workspace.tickets.add(ticket)
      return { url: `${workspace.origin().replace('http:', 'ws:')}/link/?ticket=${ticket}&app_id=${APP_ID}` }
    },
  },
}
