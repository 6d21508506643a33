import type { SourcePage } from '../connector.ts'

/** What a page tells, without where it goes on. */
export type Told = Omit<SourcePage, 'resume'>

/**
 * Gives pages that belong together the place behind them with the last one, and that before them with the others: between them
 * is no place to go on from.
 */
export async function* withResume(
  pages: AsyncIterable<Told>,
  during: string,
  after: string,
): AsyncGenerator<SourcePage, void> {
  let last: Told | null = null
  for await (const page of pages) {
    if (last) yield { ...last, resume: during }
    last = page
  }
  if (last) yield { ...last, resume: after }
}
