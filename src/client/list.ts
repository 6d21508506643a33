import type { Api, CallOptions, Query } from './request.ts'

/** One page of a list. */
export type Page<T> = {
  readonly data: readonly T[]
  readonly list_metadata: { readonly before: string | null; readonly after: string | null }
}

/** How to page through a list. */
export type Paging = {
  /** How many objects a page has at most, 1 to 100. */
  readonly limit?: number
  readonly order?: 'asc' | 'desc' | 'normal'
  /** The id after which to begin. */
  readonly after?: string
  /** The id before which to end. */
  readonly before?: string
}

/** A list: `for await` goes through all of it, page by page, as far as it is read. */
export type List<T> = AsyncIterable<T> & {
  /** One page only. */
  page(): Promise<Page<T>>
  /** All pages, one after another. */
  pages(): AsyncIterable<Page<T>>
}

/** Makes a list of what a path gives; nothing is asked before somebody reads. */
export function createList<T>(api: Api, path: string, asked: { query: Query; options?: CallOptions }): List<T> {
  const { query, options = {} } = asked
  const read = (query: Query) => api.send<Page<T>>({ method: 'GET', path, query, options })

  async function* pages(): AsyncGenerator<Page<T>> {
    // `normal` turns the names of the cursors around.
    const next = query.order === 'normal' ? 'before' : 'after'
    let cursor: string | null = null
    do {
      const page: Page<T> = await read({ limit: 100, ...query, ...(cursor !== null && { [next]: cursor }) })
      yield page
      cursor = page.list_metadata[next]
    } while (cursor !== null)
  }

  return {
    page: () => read(query),
    pages,
    async *[Symbol.asyncIterator]() {
      for await (const { data } of pages()) yield* data
    },
  }
}
