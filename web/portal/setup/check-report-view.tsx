import { Alert, Code, List, Paper, Stack, Text, Title } from '@mantine/core'
import { IconCheck, IconKey } from '@tabler/icons-react'
import type { CheckReport } from '../../shared/api-types.ts'
import { CheckList } from '../../shared/check-list.tsx'
import { type CountedText, counted } from '../../shared/counted-text.ts'
import { useLanguage, useStrings } from '../language.tsx'
import { setupStrings } from './strings.ts'

export type CheckReportViewProps = { readonly report: CheckReport | undefined; readonly isBusy: boolean }

/** What a check has found: one by one, which rights are missing, and what can be seen. */
export function CheckReportView({ report, isBusy }: CheckReportViewProps) {
  const { test } = useStrings(setupStrings)
  const busy = [{ key: 'busy', level: 'busy' as const, text: test.running }]
  const found = report?.findings.map(({ code, level, text }, index) => ({ key: `${index} ${code}`, code, level, text }))
  return (
    <Stack gap="md">
      <Paper withBorder p="md">
        <CheckList label={test.checks} levels={test.levels} checks={isBusy ? busy : (found ?? [])} oneByOne={!isBusy} />
      </Paper>
      {report && report.missing.length > 0 && <Missing missing={report.missing} />}
      {report?.is_usable && (
        <Alert variant="light" color="green" icon={<IconCheck size={18} aria-hidden />} role="status">
          {test.usable}
        </Alert>
      )}
      {report && <Seen report={report} />}
    </Stack>
  )
}

function Missing({ missing }: { readonly missing: readonly string[] }) {
  const { test } = useStrings(setupStrings)
  return (
    <Alert variant="light" color="orange" icon={<IconKey size={18} aria-hidden />} title={test.missing}>
      <List size="sm" mb="xs">
        {missing.map((right) => (
          <List.Item key={right}>
            <Code>{right}</Code>
          </List.Item>
        ))}
      </List>
      <Text size="sm" c="inherit">
        {test.missingText}
      </Text>
    </Alert>
  )
}

function Seen({ report }: { readonly report: CheckReport }) {
  const { test } = useStrings(setupStrings)
  if (!report.is_usable) return null
  return (
    <Paper withBorder p="md">
      <Title order={2} fz="md" mb="xs">
        {test.seen}
      </Title>
      <SeenLine seen={report.users} words={test.peopleSeen} />
      <SeenLine seen={report.groups} words={test.groupsSeen} />
    </Paper>
  )
}

type SeenLineProps = { readonly seen: CheckReport['users']; readonly words: CountedText }

function SeenLine({ seen, words }: SeenLineProps) {
  const { test } = useStrings(setupStrings)
  const { language } = useLanguage()
  const { count, is_at_least: isAtLeast, sample } = seen
  const example = sample && nameOf(sample)
  return (
    <Text size="sm">
      {count === null ? test.countUnknown : `${isAtLeast ? `${test.atLeast} ` : ''}${counted(words, count, language)}`}
      {example && (
        <Text component="span" size="sm" c="dimmed">
          {' · '}
          {test.sample}: {example}
        </Text>
      )}
    </Text>
  )
}

const nameAttributes = ['displayName', 'name', 'cn', 'login', 'userPrincipalName', 'primaryEmail', 'email', 'mail']

/** The sample as its source calls it: sources differ, so the first attribute that is a name is taken. */
function nameOf(sample: Readonly<Record<string, unknown>>): string | null {
  const profile = typeof sample.profile === 'object' && sample.profile !== null ? Object.entries(sample.profile) : []
  const name = typeof sample.name === 'object' && sample.name !== null ? Object.entries(sample.name) : []
  const values = new Map<string, unknown>([...Object.entries(sample), ...profile, ...name])
  const found = [...nameAttributes, 'fullName', 'firstName'].map((attribute) => values.get(attribute))
  const text = found.find((value) => typeof value === 'string' && value !== '')
  return typeof text === 'string' ? text : null
}
