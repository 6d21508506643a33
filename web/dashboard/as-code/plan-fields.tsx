import { Stack, Text } from '@mantine/core'
import { diffRows } from '../../shared/diff-rows.ts'
import classes from './plan.module.css'
import type { PlanChange } from './plan-words.ts'
import { strings } from './strings.en.ts'

/** What changes of an object, key by key: what it was above what it becomes. */
export function PlanFields({ fields }: Pick<PlanChange, 'fields'>) {
  const before = Object.fromEntries(fields.map((field) => [field.key, field.before]))
  const after = Object.fromEntries(fields.map((field) => [field.key, field.after]))
  return (
    <Stack gap={8} component="dl" m={0}>
      {diffRows(before, after).map((row) => (
        <div key={row.path}>
          <Text component="dt" size="xs" fw={600} ff="monospace">
            {row.path}
          </Text>
          {row.kind !== 'added' && <Line sign="remove" value={row.before} />}
          {row.kind !== 'removed' && <Line sign="add" value={row.after} />}
        </div>
      ))}
    </Stack>
  )
}

function Line({ sign, value }: { readonly sign: 'add' | 'remove'; readonly value: unknown }) {
  return (
    <dd className={classes.line} data-line={sign}>
      <span role="img" aria-label={strings.signs[sign]} className={classes.sign} data-sign={sign}>
        {sign === 'add' ? '+' : '−'}
      </span>
      <span>{typeof value === 'string' ? value : JSON.stringify(value)}</span>
    </dd>
  )
}
