import { Badge, Group, Paper, Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Plan } from '../../shared/api-types.ts'
import { Time } from '../../shared/time.tsx'
import { DriftRows } from './drift-rows.tsx'
import { PlaceText } from './place-text.tsx'
import { strings } from './strings.en.ts'

const words = strings.page

/** What a plan found besides changes: mistakes, tests, what was changed outside, and how old its sources are. */
export function PlanChecks({ plan: { plan } }: { readonly plan: Plan }) {
  const { findings, tests, drift, sources } = plan
  return (
    <>
      {findings.length > 0 && (
        <Section title={words.findings}>
          {findings.map((one) => (
            <Finding key={`${one.file}:${one.line}:${one.column} ${one.text}`} finding={one} />
          ))}
        </Section>
      )}
      {tests.length > 0 && <Tests tests={tests} />}
      {drift.length > 0 && (
        <Section title={words.drift}>
          <Text size="sm" c="dimmed">
            {words.driftText}
          </Text>
          <DriftRows drift={drift} />
        </Section>
      )}
      {sources.length > 0 && <Sources sources={sources} />}
    </>
  )
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <Paper withBorder p="md" component="section" aria-label={title}>
      <Title order={2} fz="sm" mb={8}>
        {title}
      </Title>
      <Stack gap={8}>{children}</Stack>
    </Paper>
  )
}

function Finding({ finding }: { readonly finding: Plan['plan']['findings'][number] }) {
  const { code, severity, text, file, line } = finding
  return (
    <Group gap="sm" wrap="nowrap" align="flex-start">
      <Badge variant="light" color={severity === 'error' ? 'red' : 'yellow'} tt="none" miw="max-content">
        {code}
      </Badge>
      <div style={{ minWidth: 0 }}>
        <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
          {text}
        </Text>
        <PlaceText place={{ file, line }} />
      </div>
    </Group>
  )
}

function Tests({ tests }: { readonly tests: Plan['plan']['tests'] }) {
  const failed = tests.filter(({ passed }) => !passed)
  return (
    <Section title={words.tests}>
      <Text size="sm">
        {failed.length === 0 ? words.testsPassed(tests.length) : words.testsFailed(failed.length, tests.length)}
      </Text>
      {failed.map(({ name, file, line, failures }) => (
        <div key={`${file}:${line} ${name}`}>
          <Text size="sm" fw={500}>
            {name} <PlaceText place={{ file, line }} />
          </Text>
          {failures.map((failure) => (
            <Text key={failure} size="sm" c="dimmed">
              {failure}
            </Text>
          ))}
        </div>
      ))}
    </Section>
  )
}

function Sources({ sources }: { readonly sources: Plan['plan']['sources'] }) {
  return (
    <Text size="sm" c="dimmed" component="div">
      {words.sources}{' '}
      {sources.map(({ id, directory, as_of: asOf, stale }, index) => (
        <span key={id}>
          {index > 0 && ', '}
          {directory} (<Time at={asOf} missing={words.neverHeard} />
          {stale && ` · ${words.stale}`})
        </span>
      ))}
    </Text>
  )
}
