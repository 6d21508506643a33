import { AppError } from '../../errors.ts'

/** Looks at sources for somebody who waits: checks and previews, so many at once. */
export type SourceLooks = { run<T>(organizationId: string, look: () => Promise<T>): Promise<T> }

const atOnce = 24
const atOnceOfOne = 4
const againAfterSeconds = 5

/** Refuses more with `too_many_looks`: a look may take half a minute, so nobody waits for the end of others. */
export function createSourceLooks(): SourceLooks {
  const looking: string[] = []
  return {
    async run(organizationId, look) {
      const own = looking.filter((one) => one === organizationId)
      if (own.length >= atOnceOfOne)
        throw new AppError('too_many_looks', { limit: atOnceOfOne, seconds: againAfterSeconds })
      if (looking.length >= atOnce) throw new AppError('too_many_looks', { limit: atOnce, seconds: againAfterSeconds })
      looking.push(organizationId)
      try {
        return await look()
      } finally {
        looking.splice(looking.indexOf(organizationId), 1)
      }
    },
  }
}
