import { Stack, Table } from '@mantine/core'
import { useState } from 'react'
import type { Settings } from '../../shared/api-types.ts'
import { useApi } from '../../shared/use-api.ts'
import { useDeed } from '../../shared/use-deed.ts'
import { GuardRow } from '../guard-row.tsx'
import { DeedButton } from './deed-button.tsx'
import { ReasonNotice } from './reason-notice.tsx'
import { Section } from './section.tsx'
import { strings } from './strings.en.ts'
import { useAllowed } from './use-allowed.ts'
import { WithSettings } from './with-settings.tsx'

const words = strings.guards
type Guards = Settings['deletion_guards']
type Kind = keyof Guards

/** The deletion guards that new connections begin with. */
export function GuardsTab() {
  return <WithSettings>{(settings) => <GuardsForm guards={settings.deletion_guards} />}</WithSettings>
}

function GuardsForm({ guards: saved }: { readonly guards: Guards }) {
  const api = useApi()
  const allowed = useAllowed('settings:write')
  const { run, isBusy } = useDeed()
  const [guards, setGuards] = useState(saved)
  const set = (kind: Kind, part: Partial<Guards[Kind]>) =>
    setGuards((before) => ({ ...before, [kind]: { ...before[kind], ...part } }))
  return (
    <Section title={words.title} text={words.text}>
      <ReasonNotice allowed={allowed} />
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void run(() => api.put('/settings/deletion_guards', { body: guards }), { done: strings.saved })
        }}
      >
        <Stack gap="md" align="flex-start">
          <Table aria-label={words.title} verticalSpacing={6} maw={640}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{words.kind}</Table.Th>
                <Table.Th w={130}>{words.percent}</Table.Th>
                <Table.Th w={130}>{words.atLeast}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {(Object.keys(words.names) as Kind[]).map((kind) => (
                <GuardRow
                  key={kind}
                  name={words.names[kind]}
                  labels={words}
                  limit={guards[kind]}
                  isDisabled={!allowed.may}
                  suffix=" %"
                  onChange={(part) => set(kind, part)}
                />
              ))}
            </Table.Tbody>
          </Table>
          <DeedButton allowed={allowed} type="submit" loading={isBusy}>
            {strings.save}
          </DeedButton>
        </Stack>
      </form>
    </Section>
  )
}
