import { NumberInput, Table } from '@mantine/core'

/** From how much on removals of a kind are held: a share, and a number below which nothing is. */
export type GuardLimit = { readonly percent: number; readonly at_least: number }

type GuardRowProps = {
  readonly name: string
  readonly labels: { readonly percent: string; readonly atLeast: string }
  readonly limit: GuardLimit
  readonly isDisabled: boolean
  readonly suffix?: string
  readonly onChange: (part: Partial<GuardLimit>) => void
}

/** The guard of one kind of removals, to be changed in a table of them. */
export function GuardRow({ name, labels, limit, isDisabled, suffix, onChange }: GuardRowProps) {
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={500}>
        {name}
      </Table.Th>
      <Table.Td>
        <NumberInput
          size="xs"
          aria-label={`${name}: ${labels.percent}`}
          min={0}
          max={100}
          {...(suffix && { suffix })}
          value={limit.percent}
          disabled={isDisabled}
          onChange={(percent) => onChange({ percent: Number(percent) })}
        />
      </Table.Td>
      <Table.Td>
        <NumberInput
          size="xs"
          aria-label={`${name}: ${labels.atLeast}`}
          min={1}
          max={1_000_000}
          allowDecimal={false}
          value={limit.at_least}
          disabled={isDisabled}
          onChange={(count) => onChange({ at_least: Number(count) })}
        />
      </Table.Td>
    </Table.Tr>
  )
}
