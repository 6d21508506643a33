import { Code, Stack, Table, Text } from '@mantine/core'
import type { Settings } from '../../shared/api-types.ts'
import { StatusBadge } from '../../shared/status-badge.tsx'
import { Time } from '../../shared/time.tsx'
import { Facts } from './facts.tsx'
import { Section } from './section.tsx'
import { strings } from './strings.en.ts'
import { WithSettings } from './with-settings.tsx'

const words = strings.system
type Limit = keyof typeof words.limitRows

/** How the server does: its health, its processes, its version and limits. */
export function SystemTab() {
  return (
    <WithSettings every={10_000}>
      {(settings) => (
        <Stack gap="md">
          <Health health={settings.health} />
          <Nodes nodes={settings.nodes} />
          <Section title={words.about}>
            <Facts
              facts={[
                [words.version, settings.version],
                [words.address, settings.public_url],
              ]}
            />
          </Section>
          <Limits limits={settings.limits} />
        </Stack>
      )}
    </WithSettings>
  )
}

function Health({ health }: Pick<Settings, 'health'>) {
  const badge = (
    <StatusBadge state={health.is_ready ? 'ok' : 'failing'} label={health.is_ready ? words.ready : words.notReady} />
  )
  return (
    <Section title={words.health} badge={badge}>
      <Facts
        facts={Object.entries(health.checks).map(([name, state]) => [
          words.checks[name] ?? name,
          words.states[state] ?? state,
        ])}
      />
    </Section>
  )
}

function Nodes({ nodes }: Pick<Settings, 'nodes'>) {
  return (
    <Section title={words.nodes} text={words.nodesText}>
      {nodes.length === 0 ? (
        <Text size="sm">{words.noNodes}</Text>
      ) : (
        <Table aria-label={words.nodes} verticalSpacing="xs">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{words.node}</Table.Th>
              <Table.Th>{words.started}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {nodes.map(({ id, started_at: at }) => (
              <Table.Tr key={id}>
                <Table.Td>
                  <Code>{id}</Code>
                </Table.Td>
                <Table.Td>
                  <Time at={at} />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Section>
  )
}

function Limits({ limits }: Pick<Settings, 'limits'>) {
  const number = new Intl.NumberFormat('en')
  return (
    <Section title={words.limits}>
      <Facts
        facts={(Object.keys(words.limitRows) as Limit[]).map((limit) => [
          words.limitRows[limit],
          number.format(limits[limit]),
        ])}
      />
    </Section>
  )
}
