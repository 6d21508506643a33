import { createContext, lazy, type ReactNode, Suspense, use, useCallback, useRef, useState } from 'react'

// The dialog comes with the first question.
const ConfirmDialog = lazy(async () => ({ default: (await import('./confirm-dialog.tsx')).ConfirmDialog }))

export type ConfirmQuestion = {
  readonly title: string
  /** What will happen, in numbers. */
  readonly text: ReactNode
  /** To whom, by name; the first ten are shown. */
  readonly names?: readonly string[]
  /** How many there are in all, where `names` are only the first of them. */
  readonly total?: number
  /** What the button says: the verb, "Delete 3 directories". */
  readonly action: string
  readonly isDangerous?: boolean
  /** What must be typed, where it cannot be undone: a name or a number. */
  readonly typed?: string
  readonly cannotBeUndone?: boolean
  /** A field for the reason; what was typed is the answer. */
  readonly reason?: { readonly label: string; readonly placeholder?: string }
}

/** What the reader answered: null for no. */
export type ConfirmAnswer = { readonly reason: string } | null

type Ask = (question: ConfirmQuestion) => Promise<ConfirmAnswer>

const ConfirmContext = createContext<Ask | null>(null)

/** Asks before what is dangerous: `const confirm = useConfirm(); if (await confirm({…})) …`. */
export function useConfirm(): Ask {
  const ask = use(ConfirmContext)
  if (!ask) throw new Error('There is no ConfirmProvider around this part')
  return ask
}

type Asked = { readonly question: ConfirmQuestion; readonly number: number }

/** Shows the questions that `useConfirm` asks. */
export function ConfirmProvider({ children }: { readonly children: ReactNode }) {
  const [asked, setAsked] = useState<Asked | null>(null)
  const [isOpen, setOpen] = useState(false)
  const settle = useRef<((answer: ConfirmAnswer) => void) | null>(null)
  const ask = useCallback<Ask>((question) => {
    settle.current?.(null)
    setAsked((before) => ({ question, number: (before?.number ?? 0) + 1 }))
    setOpen(true)
    return new Promise((resolve) => {
      settle.current = resolve
    })
  }, [])
  const answer = (given: ConfirmAnswer) => {
    settle.current?.(given)
    settle.current = null
    setOpen(false)
  }
  return (
    <ConfirmContext value={ask}>
      {children}
      {asked && (
        <Suspense>
          <ConfirmDialog number={asked.number} question={asked.question} isOpen={isOpen} onAnswer={answer} />
        </Suspense>
      )}
    </ConfirmContext>
  )
}
