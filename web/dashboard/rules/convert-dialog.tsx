import {
  Alert,
  Button,
  Checkbox,
  Code,
  Group,
  List,
  Modal,
  SegmentedControl,
  Stack,
  Text,
  Textarea,
} from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useState } from 'react'
import type { RuleConversion } from '../../shared/api-types.ts'
import { useApi } from '../../shared/use-api.ts'
import { useDeed } from '../../shared/use-deed.ts'
import { strings } from './strings.en.ts'

const words = strings.convert
type Source = 'entra' | 'okta'
const sources = (['entra', 'okta'] as const).map((value) => ({ value, label: words.sources[value] }))

type ConvertDialogProps = {
  readonly organization: string
  readonly onClose: () => void
  readonly onUse: (rule: string) => void
}

/** Brings a rule of Entra or Okta along, with what has to be looked at. */
export function ConvertDialog({ organization, onClose, onUse }: ConvertDialogProps) {
  const [from, setFrom] = useState<Source>('entra')
  const [text, setText] = useState('')
  const [isExact, setExact] = useState(false)
  const [found, setFound] = useState<RuleConversion | null>(null)
  const api = useApi()
  const { run, isBusy } = useDeed()
  const convert = async () => {
    const query = { organization_id: organization, from, rule: text, exact_case: String(isExact) }
    const result = await run(() => api.get('/rules/convert', { query }))
    if (result.isDone) setFound(result.answer)
  }
  const change =
    <Value,>(set: (value: Value) => void) =>
    (value: Value) => {
      set(value)
      setFound(null)
    }
  return (
    <Modal opened onClose={onClose} title={words.title} centered size={640}>
      <Stack gap="md">
        <SegmentedControl
          aria-label={words.from}
          data={sources}
          value={from}
          onChange={(value) => change(setFrom)(value as Source)}
        />
        <Textarea
          label={words.label}
          placeholder={words.placeholders[from]}
          value={text}
          autosize
          minRows={3}
          maxRows={12}
          maxLength={4000}
          spellCheck={false}
          data-autofocus
          styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
          onChange={(event) => change(setText)(event.currentTarget.value)}
        />
        <Checkbox
          label={words.exact}
          checked={isExact}
          onChange={(event) => change(setExact)(event.currentTarget.checked)}
        />
        {found && <Converted found={found} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {words.cancel}
          </Button>
          {found?.rule ? (
            <Button
              onClick={() => {
                onUse(found.rule ?? '')
                onClose()
              }}
            >
              {words.use}
            </Button>
          ) : (
            <Button loading={isBusy} disabled={text.trim() === ''} onClick={() => void convert()}>
              {words.convert}
            </Button>
          )}
        </Group>
      </Stack>
    </Modal>
  )
}

function Converted({ found: { rule, warnings, error } }: { readonly found: RuleConversion }) {
  const icon = <IconAlertTriangle size={18} aria-hidden />
  if (error) {
    return (
      <Alert color="red" variant="light" title={words.refused} icon={icon} role="alert">
        {error.text}
      </Alert>
    )
  }
  return (
    <Stack gap="sm" role="status">
      <Code block style={{ whiteSpace: 'pre-wrap' }}>
        {rule}
      </Code>
      {warnings.length > 0 && (
        <Alert color="yellow" variant="light" title={words.look} icon={icon}>
          <List size="sm">
            {warnings.map((text) => (
              <List.Item key={text}>
                <Text span size="sm">
                  {text}
                </Text>
              </List.Item>
            ))}
          </List>
        </Alert>
      )}
    </Stack>
  )
}
