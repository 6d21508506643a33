import { Button, Group, List, Modal, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { ConfirmAnswer, ConfirmQuestion } from './confirm.tsx'
import { counted } from './counted-text.ts'
import { useSharedStrings } from './shared-strings.tsx'

type ConfirmDialogProps = QuestionProps & {
  /** Counts the questions, so that each begins with empty fields. */
  readonly number: number
  readonly isOpen: boolean
}

/** The dialog of a question of `useConfirm`. */
export function ConfirmDialog({ number, question, isOpen, onAnswer }: ConfirmDialogProps) {
  return (
    <Modal opened={isOpen} onClose={() => onAnswer(null)} title={question.title} centered size={480}>
      <Question key={number} question={question} onAnswer={onAnswer} />
    </Modal>
  )
}

type QuestionProps = { readonly question: ConfirmQuestion; readonly onAnswer: (answer: ConfirmAnswer) => void }

function Question({ question, onAnswer }: QuestionProps) {
  const strings = useSharedStrings()
  const [typed, setTyped] = useState('')
  const [reason, setReason] = useState('')
  const isReady = question.typed === undefined || typed.trim() === question.typed
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (isReady) onAnswer({ reason: reason.trim() })
      }}
    >
      <Stack gap="md">
        <Text component="div" size="sm">
          {question.text}
        </Text>
        {question.names && <Names names={question.names} total={question.total ?? question.names.length} />}
        {question.cannotBeUndone && (
          <Text size="sm" fw={600}>
            {strings.confirm.cannotBeUndone}
          </Text>
        )}
        {question.reason && (
          <TextInput
            label={question.reason.label}
            placeholder={question.reason.placeholder}
            value={reason}
            maxLength={1000}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
        )}
        {question.typed !== undefined && (
          <TextInput
            label={strings.confirm.typeToConfirm(question.typed)}
            value={typed}
            autoComplete="off"
            data-autofocus
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={() => onAnswer(null)}>
            {strings.cancel}
          </Button>
          <Button type="submit" color={question.isDangerous ? 'red' : undefined} disabled={!isReady}>
            {question.action}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

const shownNames = 10

function Names({ names, total }: { readonly names: readonly string[]; readonly total: number }) {
  const strings = useSharedStrings()
  const shown = names.slice(0, shownNames)
  const hidden = total - shown.length
  return (
    <List size="sm" spacing={2}>
      {shown.map((name, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two may have one name, and the list does not change.
        <List.Item key={index}>{name}</List.Item>
      ))}
      {hidden > 0 && <List.Item>{counted(strings.confirm.andMore, hidden, strings.locale)}</List.Item>}
    </List>
  )
}
