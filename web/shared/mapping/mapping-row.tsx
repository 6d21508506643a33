import { ActionIcon, Autocomplete, Group, Stack, Table, Text, Tooltip } from '@mantine/core'
import { IconRestore } from '@tabler/icons-react'
import { StatusBadge } from '../status-badge.tsx'
import { mappedText } from './mapped-text.ts'
import type { MappingStrings } from './mapping-strings.ts'
import classes from './mapping-table.module.css'
import { isRequired, nameOfTarget } from './our-attributes.ts'
import type { SourcePath } from './source-paths.ts'
import type { PreviewedUser } from './use-mapping-preview.ts'

type PreviewedLine = PreviewedUser['lines'][number]

export type MappingRowProps = {
  readonly target: string
  readonly strings: MappingStrings
  readonly expression: string
  readonly usual: string
  readonly error: string | undefined
  /** What the line gives for the person who is chosen; undefined where nobody is, or it has not been tried yet. */
  readonly line: PreviewedLine | undefined
  readonly hasPerson: boolean
  readonly paths: readonly SourcePath[]
  /** Of how many people there is no value, or none that fits, in words. */
  readonly warning: string | null
  readonly isReadOnly: boolean
  readonly onChange: (expression: string) => void
  readonly onReset: () => void
}

/** One of our attributes: where it comes from, and what it is for a real person. */
export function MappingRow(props: MappingRowProps) {
  const { target, strings, expression, error, paths, isReadOnly, warning } = props
  const name = labelOf(target, strings)
  return (
    <Table.Tr>
      <Table.Th scope="row" className={classes.ours}>
        <Text size="sm" fw={600}>
          {name}
          {isRequired(target) && (
            <Text span size="xs" c="dimmed" fw={400}>
              {' '}
              {strings.required}
            </Text>
          )}
        </Text>
        <Text size="xs" c="dimmed" ff="monospace" fw={400}>
          {nameOfTarget(target)}
        </Text>
      </Table.Th>
      <Table.Td className={classes.source}>
        <Group gap={4} wrap="nowrap" align="flex-start">
          <Autocomplete
            size="sm"
            aria-label={strings.sourceOf(name)}
            placeholder={strings.notMapped}
            value={expression}
            readOnly={isReadOnly}
            error={error}
            limit={12}
            data={paths.map(({ path }) => path)}
            renderOption={({ option }) => <PathOption path={option.value} paths={paths} />}
            classNames={{ input: classes.expression }}
            style={{ flex: 1 }}
            spellCheck={false}
            onChange={props.onChange}
          />
          {!isReadOnly && expression !== props.usual && (
            <Tooltip label={strings.resetOne(name)}>
              <ActionIcon
                variant="subtle"
                color="gray"
                mt={3}
                aria-label={strings.resetOne(name)}
                onClick={props.onReset}
              >
                <IconRestore size={16} aria-hidden />
              </ActionIcon>
            </Tooltip>
          )}
        </Group>
      </Table.Td>
      <Table.Td className={classes.preview}>
        <Preview {...props} />
        {warning && (
          <Text size="xs" className={classes.warning} mt={2}>
            {warning}
          </Text>
        )}
      </Table.Td>
    </Table.Tr>
  )
}

function PathOption({ path, paths }: { readonly path: string; readonly paths: readonly SourcePath[] }) {
  return (
    <Stack gap={0} style={{ minWidth: 0 }}>
      <Text size="xs" ff="monospace" style={{ overflowWrap: 'anywhere' }}>
        {path}
      </Text>
      <Text size="xs" c="dimmed" truncate>
        {paths.find((one) => one.path === path)?.value}
      </Text>
    </Stack>
  )
}

/** The value and a word for it: mapped, empty, invalid, not mapped. */
function Preview({ expression, error, line, hasPerson }: MappingRowProps) {
  const state = stateOf(expression, error, line)
  const text = line ? mappedText(line.value) : null
  if (!hasPerson && state !== 'unmapped' && state !== 'invalid') return null
  return (
    <Group gap="xs" wrap="nowrap" justify="space-between" align="flex-start" mih={30}>
      <Text size="sm" style={{ overflowWrap: 'anywhere', flex: 1 }} c={text === null ? 'dimmed' : undefined} pt={4}>
        {text ?? line?.problem ?? line?.reason ?? '–'}
      </Text>
      {state && <StatusBadge state={state} size="sm" />}
    </Group>
  )
}

function stateOf(expression: string, error: string | undefined, line: PreviewedLine | undefined) {
  if (expression.trim() === '') return 'unmapped'
  if (error || line?.problem) return 'invalid'
  if (!line) return null
  return mappedText(line.value) === null ? 'empty' : 'mapped'
}

/** What people call a target; a custom attribute has only its own name. */
export function labelOf(target: string, { targets }: MappingStrings): string {
  const names: Readonly<Record<string, string>> = targets
  const name = nameOfTarget(target)
  return names[name] ?? name
}
