import { z } from 'zod'
import type { ApiObject } from './api-client.ts'
import { show } from './show-object.ts'
import { formatTable } from './table.ts'

const Merge = z.object({
  person_id: z.string(),
  display_name: z.string(),
  merged_person_id: z.string(),
  merged_display_name: z.string(),
  links: z
    .object({
      directory_user_id: z.string(),
      user: z.object({ name: z.string() }).nullable(),
      directory: z.object({ name: z.string() }).nullable(),
    })
    .array(),
  changes: z.object({ attribute: z.string(), before: z.unknown(), after: z.unknown() }).array(),
  masked_attributes: z.string().array(),
  directories_twice: z.object({ name: z.string() }).array(),
})

/** What merging two people did, or would do: which users moved, and which values changed. */
export function mergedPeople(json: ApiObject, isPreview: boolean): string {
  const { links, changes, masked_attributes: masked, directories_twice: twice, ...merge } = Merge.parse(json)
  const [verb, move] = isPreview ? ['would become', 'would move'] : ['is', 'moved']
  const other = `${merge.merged_display_name} (${merge.merged_person_id})`
  const said = changes.map(({ attribute, before, after }) => [attribute, show(before), show(after)] as const)
  const hidden = masked.map((attribute) => [attribute, '(hidden)', '(hidden)'] as const)
  const rows = [...said, ...hidden]
  const doubled = twice.map(({ name }) => name).join(', ')
  return [
    `${other} ${verb} ${merge.display_name} (${merge.person_id}).`,
    ...links.map((link) => {
      const user = `${show(link.user?.name)} (${link.directory_user_id})`
      return `  ${user} of ${show(link.directory?.name)} ${move}`
    }),
    ...(twice.length > 0 ? [`Look again: the person has more than one active user of ${doubled}.`] : []),
    ...(rows.length > 0 ? ['', formatTable(rows, changeColumns, '')] : ['No value of the person changes.']),
  ].join('\n')
}

type Change = readonly [attribute: string, before: string, after: string]

const changeColumns = [
  ['ATTRIBUTE', ([attribute]: Change) => attribute],
  ['BEFORE', ([, before]: Change) => before],
  ['AFTER', ([, , after]: Change) => after],
] as const
