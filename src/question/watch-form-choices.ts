/** Inputs of the form that sets a watch: block_id and action_id alike. */
export const WATCH_FIELDS = ['who', 'words', 'soon', 'hour', 'channel'] as const
/** Inputs of the form that changes one. */
export const EDIT_FIELDS = ['asked', 'soon', 'hour', 'state', 'until', 'mutes'] as const

/** How soon a watch can tell, as it is typed, and as the forms say it. */
export const WATCH_SOON = [
  ['each', 'Each event'],
  ['stands-out', 'Only what stands out'],
  ['first', 'Only first times'],
  ['hourly', 'A digest every hour'],
  ['daily', 'A digest every day'],
] as const

/** What a watch that is paused until a time is to stay. */
export const STAY_PAUSED = ['stay', 'Paused, as it is now'] as const

/** Whether it is to tell, or for how long not; `until` wants a time. */
export const WATCH_STATES = [
  ['tell', 'Telling'],
  ['1h', 'Paused for 1 hour'],
  ['8h', 'Paused for 8 hours'],
  ['3d', 'Paused for 3 days'],
  ['until', 'Paused until the time below'],
  ['pause', 'Paused until it is resumed'],
] as const

/** A watch has at most so many mutes: more are better said as another watch. */
export const MOST_MUTES = 20
