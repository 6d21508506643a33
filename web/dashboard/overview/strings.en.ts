import { formatNumber, plural } from '../../shared/format.ts'

/** The texts of the overview. */
export const strings = {
  title: 'Overview',
  attention: {
    title: 'Asks for you',
    none: 'Nothing asks for you',
    noneText: 'No directory is stopped, no run waits for a decision, and deliveries arrive.',
    more: (count: number) => `and ${plural(count, { one: 'other', other: 'others' })}`,
    seeAll: 'See all',
    held: (count: number) => `${plural(count, { one: 'removal waits', other: 'removals wait' })}`,
    kinds: {
      directory_quarantined: (count: number) =>
        plural(count, { one: 'directory is stopped', other: 'directories are stopped' }),
      run_waiting: (count: number) =>
        plural(count, { one: 'run waits for a decision', other: 'runs wait for a decision' }),
      destination_paused: (count: number) =>
        plural(count, { one: 'webhook endpoint or sink is paused', other: 'webhook endpoints or sinks are paused' }),
      destination_failing: (count: number) =>
        plural(count, { one: 'webhook endpoint or sink is failing', other: 'webhook endpoints or sinks are failing' }),
      directory_stale: (count: number) =>
        plural(count, { one: 'directory has not synced for long', other: 'directories have not synced for long' }),
      token_expiring: (count: number) =>
        plural(count, { one: 'directory loses its last token soon', other: 'directories lose their last token soon' }),
      api_key_expiring: (count: number) => plural(count, { one: 'API key ends soon', other: 'API keys end soon' }),
      portal_link_expiring: (count: number) =>
        plural(count, { one: 'set-up link ends unopened', other: 'set-up links end unopened' }),
      directory_silent: (count: number) =>
        plural(count, { one: 'set-up has not come further', other: 'set-ups have not come further' }),
    },
    since: '',
    ends: 'ends',
  },
  totals: {
    label: 'How much there is',
    organizations: 'Organizations',
    directories: 'Directories',
    directoriesHint: (active: number, other: number) =>
      other === 0 ? 'all active' : `${formatNumber(active)} active, ${formatNumber(other)} not`,
    people: 'Active users',
    peopleHint: (inactive: number) => `${formatNumber(inactive)} inactive`,
    groups: 'Groups',
  },
  activity: {
    title: 'Last 30 days',
    events: 'Events a day',
    runs: 'Sync runs a day',
    latency: 'Webhook latency, ms',
    total: (count: number) => plural(count, { one: 'event', other: 'events' }),
    failedRuns: (failed: number, all: number) => `${formatNumber(failed)} of ${formatNumber(all)} failed`,
    noRuns: 'No run in this time',
    latencyOf: (median: number, p95: number) =>
      `half within ${formatNumber(median)} ms, 95% within ${formatNumber(p95)} ms`,
    noDeliveries: 'Nothing was delivered in this time',
    completed: 'Completed',
    failed: 'Failed',
    cancelled: 'Cancelled',
    median: 'Median',
    p95: '95th percentile',
    event: 'Events',
    source: (count: number) =>
      `Counted over all ${formatNumber(count)} deliveries; latencies are in steps of a fifth. Days are in UTC.`,
    counting: 'Older events are still being counted; the figures grow for a moment.',
    eventsLabel: (total: number, most: number) =>
      `Events a day: ${formatNumber(total)} in 30 days, ${formatNumber(most)} at most on one day`,
    runsLabel: (all: number, failed: number) =>
      `Sync runs a day: ${formatNumber(all)} in 30 days, ${formatNumber(failed)} failed`,
    latencyLabel: 'Median and 95th percentile of the time that deliveries took, a day',
  },
  steps: {
    title: 'First steps',
    progress: (done: number, all: number) => `${done} of ${all} done`,
    organization: {
      title: 'Make an organization',
      text: 'A customer of yours, or your own company.',
      action: 'Make one',
    },
    portal_link: {
      title: 'Send a set-up link',
      text: "It leads the customer's administrator through connecting their identity provider.",
      action: 'Choose the organization',
    },
    person: {
      title: 'See the first user arrive',
      text: 'As soon as the identity provider sends somebody, they are here.',
      action: 'Look for users',
    },
    webhook: {
      title: 'Add a webhook endpoint',
      text: 'Your product gets every change as an event, in order.',
      action: 'Add one',
    },
    done: 'Done',
    open: 'Open',
    demo: 'Just looking around? The demo runs a simulated company on a database of its own:',
    demoCommand: 'Command of the demo',
  },
} as const
