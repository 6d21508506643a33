import { Group, Progress, Stack, Table, Text, Title } from '@mantine/core'
import type { AttributeCoverage } from '../../shared/api-types.ts'
import { counted } from '../../shared/counted-text.ts'
import { EmptyState } from '../../shared/empty-state.tsx'
import { ErrorNotice } from '../../shared/error-notice.tsx'
import { labelOf } from '../../shared/mapping/mapping-row.tsx'
import { useMappingStrings } from '../../shared/mapping/mapping-strings.ts'
import { nameOfTarget } from '../../shared/mapping/our-attributes.ts'
import { PanelSkeleton } from '../../shared/panel-skeleton.tsx'
import { useApiQuery } from '../../shared/use-api.ts'
import { useLanguage, useStrings } from '../language.tsx'
import { FindPerson } from '../person/find-person.tsx'
import { StepPage } from '../step-page.tsx'
import type { SetUp } from '../use-set-up.ts'
import { attributesStrings } from './strings.ts'

/** Which attributes a provider that pushes has sent, and for how many people: there is nothing to be mapped here. */
export function PushedAttributes({ directory, provider }: SetUp) {
  const strings = useStrings(attributesStrings).pushed
  const { data, error, refetch } = useApiQuery('/directories/{id}/attribute_coverage', { path: { id: directory.id } })
  return (
    <StepPage title={strings.title} text={strings.text(provider.name)}>
      <ErrorNotice error={error} onRetry={() => void refetch()} />
      {!data && !error && <PanelSkeleton />}
      {data && data.counted === 0 && <EmptyState title={strings.empty} text={strings.emptyText} />}
      {data && data.counted > 0 && (
        <>
          <Stack gap="xs">
            <Title order={2} fz="md">
              {strings.onePerson}
            </Title>
            <FindPerson directoryId={directory.id} label={strings.searchLabel} action={strings.search} />
          </Stack>
          <Coverage coverage={data} />
        </>
      )}
    </StepPage>
  )
}

function Coverage({ coverage }: { readonly coverage: AttributeCoverage }) {
  const strings = useStrings(attributesStrings).pushed
  const { language } = useLanguage()
  const { counted: total, is_whole: isWhole } = coverage
  const attributes = coverage.attributes.filter(({ with: count, target }) => count > 0 || !target.includes('.'))
  return (
    <div>
      <Table.ScrollContainer minWidth={480}>
        <Table aria-label={strings.table} verticalSpacing="xs">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{strings.attribute}</Table.Th>
              <Table.Th w="55%">{strings.people}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {attributes.map((one) => (
              <CoverageRow key={one.target} {...one} total={total} />
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <Text size="sm" c="dimmed" mt="xs">
        {counted(isWhole ? strings.counted : strings.countedLast, total, language)}
      </Text>
    </div>
  )
}

type RowProps = AttributeCoverage['attributes'][number] & { readonly total: number }

function CoverageRow({ target, with: count, without, total }: RowProps) {
  const strings = useStrings(attributesStrings).pushed
  const words = useMappingStrings()
  const { language } = useLanguage()
  const number = (value: number) => new Intl.NumberFormat(language).format(value)
  const name = labelOf(target, words)
  const share = strings.share(number(count), number(total))
  return (
    <Table.Tr>
      <Table.Th scope="row">
        <Text size="sm" fw={600}>
          {name}
        </Text>
        <Text size="xs" c="dimmed" ff="monospace" fw={400}>
          {nameOfTarget(target)}
        </Text>
      </Table.Th>
      <Table.Td>
        <Group gap="md" wrap="nowrap">
          <Progress value={(count * 100) / total} size="sm" w={140} aria-label={`${name}: ${share}`} />
          <Text size="sm" style={{ fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' }}>
            {count === 0 ? strings.nobody : share}
          </Text>
          {count > 0 && without > 0 && (
            <Text size="sm" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
              {strings.without(number(without))}
            </Text>
          )}
        </Group>
      </Table.Td>
    </Table.Tr>
  )
}
