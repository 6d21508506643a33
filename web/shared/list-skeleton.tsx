import { Paper, Skeleton, Table, VisuallyHidden } from '@mantine/core'
import classes from './list-table.module.css'
import type { ListColumn } from './list-table-types.ts'

type ListSkeletonProps<Row> = { readonly label: string; readonly columns: readonly ListColumn<Row>[] }

const widths = ['70%', '45%', '60%', '55%', '75%', '50%', '65%', '40%']

/** The shape of a list while it is on its way. */
export function ListSkeleton<Row>({ label, columns }: ListSkeletonProps<Row>) {
  return (
    <Paper withBorder className={classes.frame} role="status" aria-busy>
      <VisuallyHidden>{label}</VisuallyHidden>
      <Table verticalSpacing={13} horizontalSpacing="md" aria-hidden>
        <Table.Tbody>
          {widths.map((_, line) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines of a picture.
            <Table.Tr key={line}>
              {columns.map(({ key }, at) => (
                <Table.Td key={key}>
                  <Skeleton h={10} w={widths[(line + at * 3) % widths.length] ?? '50%'} />
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Paper>
  )
}
