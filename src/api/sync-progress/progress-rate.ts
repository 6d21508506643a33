/** How fast something goes, by what was told of it in the last seconds. */
export type ProgressRate = {
  /** Takes in how much was done at a time, and gives how much is done per second; null as long as that is not known. */
  perSecond(done: number, at: Date): number | null
}

const windowMs = 10_000
// What is told of a shorter time says little.
const leastMs = 900

/** Measures over the last ten seconds, so that a pause or a burst is soon forgotten. */
export function createProgressRate(): ProgressRate {
  let samples: { readonly done: number; readonly at: number }[] = []
  return {
    perSecond(done, at) {
      const now = at.getTime()
      const last = samples.at(-1)
      // Something else than listing has begun, or the clock went back.
      if (last && (done < last.done || now < last.at)) samples = []
      samples = [...samples.filter((sample) => sample.at >= now - windowMs), { done, at: now }]
      const [first] = samples
      if (!first || now - first.at < leastMs) return null
      return ((done - first.done) * 1000) / (now - first.at)
    },
  }
}
