/** The limits of the scenarios: ratios within one run. Titles say what is divided by what. */
export const LIMITS = {
  single: { must: 0.4, aim: 0.7 },
  batched: { must: 0.25, aim: 0.5 },
  latency: { must: 5, aim: 3, atMost: true },
  feed: { must: 1.3, aim: 1.1, atMost: true },
  creates: { must: 0.6, aim: 0.85 },
  dead: { must: 1.2, aim: 1.05, atMost: true },
  stuck: { must: 1, aim: 0.5, atMost: true },
} as const
