/** By this external id the demo finds its organization again; with `--demo` the dashboard is open for that one alone. */
export const demoExternalId = 'muster-demo'
