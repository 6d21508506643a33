import { Button, Code, Stack, Table, Text, Title } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconFunction } from '@tabler/icons-react'
import { SidePanel } from '../side-panel.tsx'
import { functionForms, functionNames, type MappingStrings, useMappingStrings } from './mapping-strings.ts'
import type { SourcePath } from './source-paths.ts'

/** A button that opens what can be written in an expression, with the fields of a real person where one is known. */
export function ExpressionHelp({ paths = [] }: { readonly paths?: readonly SourcePath[] }) {
  const strings = useMappingStrings()
  const [isOpen, { open, close }] = useDisclosure()
  return (
    <>
      <Button variant="subtle" size="sm" leftSection={<IconFunction size={16} aria-hidden />} onClick={open}>
        {strings.help.open}
      </Button>
      <SidePanel opened={isOpen} onClose={close} title={strings.help.title}>
        <Help help={strings.help} paths={paths} />
      </SidePanel>
    </>
  )
}

type HelpProps = { readonly help: MappingStrings['help']; readonly paths: readonly SourcePath[] }

function Help({ help, paths }: HelpProps) {
  return (
    <Stack gap="lg">
      <Text size="sm">{help.intro}</Text>
      <Text size="sm">{help.missing}</Text>
      <Part title={help.examples} rows={help.cases.map(({ wanted, expression }) => [expression, wanted])} help={help} />
      {paths.length > 0 && (
        <Part title={help.fields} rows={paths.map(({ path, value }) => [path, value])} help={help} />
      )}
      <Part
        title={help.functions}
        rows={functionNames.map((name) => [functionForms[name], help.says[name]])}
        help={help}
      />
    </Stack>
  )
}

type PartProps = {
  readonly title: string
  /** What is written, and what that gives. */
  readonly rows: readonly (readonly [string, string])[]
  readonly help: MappingStrings['help']
}

function Part({ title, rows, help }: PartProps) {
  return (
    <section>
      <Title order={3} fz="md" mb="xs">
        {title}
      </Title>
      <Table verticalSpacing={6} aria-label={title}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th w="55%">{help.write}</Table.Th>
            <Table.Th>{help.gives}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(([written, given]) => (
            <Table.Tr key={written}>
              <Table.Td>
                <Code style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}>{written}</Code>
              </Table.Td>
              <Table.Td style={{ overflowWrap: 'anywhere' }}>{given}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  )
}
