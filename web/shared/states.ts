/** The colours of states: what asks for nothing is grey, what goes on is blue. */
export type StateTone = 'good' | 'busy' | 'attention' | 'bad' | 'quiet'

/** The icons of states. */
export type StateIcon =
  | 'check'
  | 'clock'
  | 'spinner'
  | 'pause'
  | 'hand'
  | 'cross'
  | 'alert'
  | 'off'
  | 'tool'
  | 'trash'
  | 'mail'
  | 'back'
  | 'ban'

/**
 * Every state of every object, once: how it looks everywhere. What it is called is in the strings.
 * `active` is that of directories, users and members alike.
 */
export const states = {
  // directories, in the words of the model and in those of the API
  setup: { tone: 'attention', icon: 'tool' },
  validating: { tone: 'attention', icon: 'tool' },
  active: { tone: 'good', icon: 'check' },
  linked: { tone: 'good', icon: 'check' },
  unlinked: { tone: 'quiet', icon: 'pause' },
  inactive: { tone: 'quiet', icon: 'off' },
  invalid_credentials: { tone: 'bad', icon: 'alert' },
  quarantined: { tone: 'bad', icon: 'alert' },
  deleting: { tone: 'quiet', icon: 'trash' },
  // runs
  queued: { tone: 'quiet', icon: 'clock' },
  running: { tone: 'busy', icon: 'spinner' },
  waiting: { tone: 'attention', icon: 'hand' },
  paused: { tone: 'attention', icon: 'pause' },
  completed: { tone: 'good', icon: 'check' },
  failed: { tone: 'bad', icon: 'cross' },
  cancelled: { tone: 'quiet', icon: 'ban' },
  // removals of a run
  planned: { tone: 'quiet', icon: 'clock' },
  held: { tone: 'attention', icon: 'hand' },
  approved: { tone: 'busy', icon: 'check' },
  rejected: { tone: 'quiet', icon: 'ban' },
  applied: { tone: 'good', icon: 'check' },
  withdrawn: { tone: 'quiet', icon: 'back' },
  // deliveries, attempts, endpoints
  succeeded: { tone: 'good', icon: 'check' },
  pending: { tone: 'quiet', icon: 'clock' },
  delivering: { tone: 'busy', icon: 'spinner' },
  retrying: { tone: 'attention', icon: 'clock' },
  skipped: { tone: 'quiet', icon: 'ban' },
  enabled: { tone: 'good', icon: 'check' },
  disabled: { tone: 'quiet', icon: 'off' },
  failing: { tone: 'bad', icon: 'alert' },
  // links, tokens, keys
  expired: { tone: 'quiet', icon: 'clock' },
  revoked: { tone: 'quiet', icon: 'ban' },
  used: { tone: 'quiet', icon: 'check' },
  opened: { tone: 'good', icon: 'check' },
  unused: { tone: 'quiet', icon: 'mail' },
  rotating: { tone: 'attention', icon: 'clock' },
  // members and people
  invited: { tone: 'quiet', icon: 'mail' },
  suspended: { tone: 'attention', icon: 'pause' },
  deprovisioned: { tone: 'quiet', icon: 'off' },
  deleted: { tone: 'quiet', icon: 'trash' },
  // people of an organization, and whose a user is
  pre_hire: { tone: 'quiet', icon: 'clock' },
  on_leave: { tone: 'attention', icon: 'pause' },
  leaving: { tone: 'attention', icon: 'clock' },
  left: { tone: 'quiet', icon: 'off' },
  open: { tone: 'attention', icon: 'hand' },
  decided: { tone: 'good', icon: 'check' },
  obsolete: { tone: 'quiet', icon: 'ban' },
  // domains, checks, mappings
  verified: { tone: 'good', icon: 'check' },
  unverified: { tone: 'attention', icon: 'alert' },
  ok: { tone: 'good', icon: 'check' },
  warning: { tone: 'attention', icon: 'alert' },
  mapped: { tone: 'good', icon: 'check' },
  unmapped: { tone: 'quiet', icon: 'off' },
  empty: { tone: 'attention', icon: 'off' },
  invalid: { tone: 'bad', icon: 'cross' },
} as const satisfies Readonly<Record<string, { readonly tone: StateTone; readonly icon: StateIcon }>>

/** The name of a state that `StatusBadge` knows. */
export type StateName = keyof typeof states

/** Whether there is an entry for a state that came from the server. */
export function isStateName(state: string): state is StateName {
  return Object.hasOwn(states, state)
}

/** The colour of the theme that a tone has. */
export const toneColors: Readonly<Record<StateTone, string>> = {
  good: 'green',
  busy: 'blue',
  attention: 'orange',
  bad: 'red',
  quiet: 'gray',
}
