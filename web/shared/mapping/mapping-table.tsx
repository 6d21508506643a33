import { Button, Table } from '@mantine/core'
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react'
import { useState } from 'react'
import type { DirectoryPreview } from '../api-types.ts'
import { counted } from '../counted-text.ts'
import { useSharedStrings } from '../shared-strings.tsx'
import { toDraft } from './mapping-draft.ts'
import { MappingRow } from './mapping-row.tsx'
import { type MappingStrings, useMappingStrings } from './mapping-strings.ts'
import classes from './mapping-table.module.css'
import { isRequired } from './our-attributes.ts'
import type { SourcePath } from './source-paths.ts'
import type { MappingEditing } from './use-mapping-editor.ts'
import type { PreviewedUser } from './use-mapping-preview.ts'

export type MappingTableProps = {
  readonly editing: MappingEditing
  readonly person: PreviewedUser | undefined
  readonly paths: readonly SourcePath[]
  readonly counts: DirectoryPreview | undefined
  readonly isReadOnly: boolean
  /** Targets that were just declared: shown though nothing is mapped to them yet. */
  readonly added: readonly string[]
}

/** Our attributes, the required one first, each with its source and what that gives; those that nothing is mapped to on request. */
export function MappingTable({ editing, person, paths, counts, isReadOnly, added }: MappingTableProps) {
  const strings = useMappingStrings()
  const { locale } = useSharedStrings()
  const [showsAll, setShowsAll] = useState(false)
  const { targets, draft, errors, connector } = editing
  const usual = toDraft(connector.default_mapping, [])
  const isInUse = (target: string) =>
    isRequired(target) || Boolean(draft[target] ?? usual[target]) || added.includes(target)
  const shown = showsAll ? targets : targets.filter(isInUse)
  const hidden = targets.filter((target) => !isInUse(target)).length
  return (
    <div>
      <Table.ScrollContainer minWidth={560}>
        <Table aria-label={strings.table} verticalSpacing="xs" className={classes.table}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{strings.ours}</Table.Th>
              <Table.Th>{strings.source}</Table.Th>
              <Table.Th>{person ? strings.previewColumn(person.name) : strings.noPerson}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {shown.map((target) => (
              <MappingRow
                key={target}
                target={target}
                strings={strings}
                expression={draft[target] ?? ''}
                usual={usual[target] ?? ''}
                error={errors[target]}
                line={lineOf(person, target, draft[target] ?? '')}
                hasPerson={person !== undefined}
                paths={paths}
                warning={warningOf(target, counts, { strings, locale })}
                isReadOnly={isReadOnly}
                onChange={(expression) => editing.set(target, expression)}
                onReset={() => editing.reset(target)}
              />
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {hidden > 0 && (
        <Button
          variant="subtle"
          size="sm"
          mt="xs"
          aria-expanded={showsAll}
          leftSection={showsAll ? <IconChevronUp size={16} aria-hidden /> : <IconChevronDown size={16} aria-hidden />}
          onClick={() => setShowsAll(!showsAll)}
        >
          {showsAll ? strings.hideUnmapped : counted(strings.showUnmapped, hidden, locale)}
        </Button>
      )}
    </div>
  )
}

/** What a line gives, once it was tried as it is written now. */
function lineOf(person: PreviewedUser | undefined, target: string, written: string) {
  return person?.lines.find((line) => line.target === target && line.expression.trim() === written.trim())
}

type Saying = { readonly strings: MappingStrings; readonly locale: string }

/** Of how many people there is no value, where that was counted. */
function warningOf(target: string, counts: DirectoryPreview | undefined, { strings, locale }: Saying): string | null {
  const count = counts?.attributes.find((one) => one.target === target)
  if (!count || !counts) return null
  const number = (value: number) => new Intl.NumberFormat(locale).format(value)
  const total = number(count.with + count.without + count.invalid)
  if (count.invalid > 0) return strings.invalid(number(count.invalid), total)
  return count.without > 0 ? strings.without(number(count.without), total) : null
}
