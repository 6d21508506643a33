/** The limits of the scenarios: ratios within one run. Titles say what is divided by what. */
export const LIMITS = {
  first: { must: 0.4, aim: 0.8 },
  unchanged: { must: 0.3, aim: 0.6 },
  changed: { must: 0.4, aim: 0.25, atMost: true },
  requests: { must: 3, aim: 1.5, atMost: true },
  memory: { must: 300, aim: 200, atMost: true },
} as const
