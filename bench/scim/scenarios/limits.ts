/** The limits of the scenarios: ratios within one run. Titles say what is divided by what. */
export const LIMITS = {
  size: { must: 1.5, aim: 1.2, atMost: true },
  list: { must: 2, aim: 1.3, atMost: true },
  walk: { must: 3, aim: 10 },
  oneByOne: { must: 1.5, aim: 1.1, atMost: true },
  byHundred: { must: 20, aim: 60 },
  bulk: { must: 3, aim: 8 },
  memory: { must: 1.5, aim: 1.2, atMost: true },
} as const
