/** The limits of the scenarios: ratios within one run. Titles say what is divided by what. */
export const LIMITS = {
  merge: { must: 0.25, aim: 0.5 },
  change: { must: 1.5, aim: 1.1, atMost: true },
  rules: { must: 3, aim: 1.5, atMost: true },
  plan: { must: 5, aim: 2, atMost: true },
  hostile: { must: 1, aim: 0.5, atMost: true },
} as const
