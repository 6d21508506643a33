import { z } from 'zod/mini'

const texts = z.array(z.string())

export const DirectoryStateWord = z.enum(['linked', 'validating', 'invalid_credentials', 'unlinked', 'deleting'])
export type DirectoryStateWord = z.infer<typeof DirectoryStateWord>

/** The state of the list of directories: search, filters, sort and page. */
export const DirectoriesSearch = z.object({
  search: z.catch(z.optional(z.string()), undefined),
  states: z.catch(z.optional(z.array(DirectoryStateWord)), undefined),
  types: z.catch(z.optional(texts), undefined),
  organization: z.catch(z.optional(z.string()), undefined),
  sort: z.catch(z.optional(z.enum(['created', 'name'])), undefined),
  order: z.catch(z.optional(z.enum(['asc', 'desc'])), undefined),
  after: z.catch(z.optional(z.string()), undefined),
  before: z.catch(z.optional(z.string()), undefined),
})
export type DirectoriesSearch = z.infer<typeof DirectoriesSearch>

export const DirectoryTab = z.enum([
  'overview',
  'runs',
  'users',
  'groups',
  'mapping',
  'scope',
  'requests',
  'settings',
  'history',
])
export type DirectoryTab = z.infer<typeof DirectoryTab>

const SyncRunState = z.enum(['queued', 'running', 'paused', 'waiting', 'completed', 'failed', 'cancelled'])

/** The state of a directory's page: the tab, and the page of the list in it. */
export const DirectorySearch = z.object({
  tab: z.catch(z.optional(DirectoryTab), undefined),
  after: z.catch(z.optional(z.string()), undefined),
  before: z.catch(z.optional(z.string()), undefined),
  /** The states of the runs that are shown. */
  states: z.catch(z.optional(z.array(SyncRunState)), undefined),
  /** What is open in the side panel. */
  panel: z.catch(z.optional(z.string()), undefined),
})

/** The state of making a directory: whose, and of which provider. */
export const NewDirectorySearch = z.object({
  organization: z.catch(z.optional(z.string()), undefined),
  provider: z.catch(z.optional(z.string()), undefined),
})
