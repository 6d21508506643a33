import { type RefObject, useEffect, useRef } from 'react'

type ListKeys = { readonly isSelecting: boolean; readonly onClearSelection: () => void }

/**
 * The keys of a list: J and K (or the arrows, within it) move, `/` searches, Esc clears the selection. Enter and X are the
 * row's own. Where there are two lists, the keys are for that with the focus, else for the first.
 */
export function useListKeys(root: RefObject<HTMLElement | null>, keys: ListKeys): void {
  const latest = useRef(keys)
  useEffect(() => {
    latest.current = keys
  })
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const list = root.current
      if (!list || event.defaultPrevented || isForOthers(event, list)) return
      if (actOn(event, list, latest.current)) event.preventDefault()
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [root])
}

/** True when the key did something. */
function actOn(event: KeyboardEvent, list: HTMLElement, { isSelecting, onClearSelection }: ListKeys): boolean {
  const isWithin = list.contains(document.activeElement)
  switch (event.key) {
    case 'j':
      return moveFocus(list, 1)
    case 'k':
      return moveFocus(list, -1)
    case 'ArrowDown':
      return isOnRow(list) && moveFocus(list, 1)
    case 'ArrowUp':
      return isOnRow(list) && moveFocus(list, -1)
    case '/':
      return focusSearch(list)
    case 'Escape':
      if (isSelecting) onClearSelection()
      else if (isWithin && document.activeElement instanceof HTMLElement) document.activeElement.blur()
      return isSelecting
    default:
      return false
  }
}

function rowsOf(list: HTMLElement): HTMLElement[] {
  return [...list.querySelectorAll<HTMLElement>('[data-row]')]
}

function isOnRow(list: HTMLElement): boolean {
  return document.activeElement?.matches('[data-row]') === true && list.contains(document.activeElement)
}

function moveFocus(list: HTMLElement, by: 1 | -1): boolean {
  const rows = rowsOf(list)
  const at = rows.findIndex((row) => row.contains(document.activeElement))
  const next = at === -1 ? rows[0] : rows[Math.min(rows.length - 1, Math.max(0, at + by))]
  if (!next) return false
  for (const row of rows) row.tabIndex = row === next ? 0 : -1
  next.focus()
  next.scrollIntoView({ block: 'nearest' })
  return true
}

function focusSearch(list: HTMLElement): boolean {
  const field = list.querySelector<HTMLInputElement>('[data-list-search] input')
  field?.focus()
  field?.select()
  return field !== null
}

const writing = 'input, textarea, select, [contenteditable="true"]'

/** Keys for a field, with a modifier, for a dialog in front, or for another list. */
function isForOthers(event: KeyboardEvent, list: HTMLElement): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey) return true
  const { target } = event
  if (target instanceof Element && target.matches(writing) && !target.matches('[type="checkbox"], [type="radio"]'))
    return true
  if (isInDialog(list)) return true
  const focused = document.activeElement?.closest('[data-list-table]')
  return focused ? focused !== list : document.querySelector('[data-list-table]') !== list
}

/** Whether a dialog stands in front of a list, or the focus is in one that opened from it, such as a filter. */
function isInDialog(list: HTMLElement): boolean {
  const modal = document.querySelector('[role="dialog"][aria-modal="true"]')
  const around = document.activeElement?.closest('[role="dialog"]')
  return [modal, around].some((dialog) => dialog && !dialog.contains(list))
}
