import { useKept } from './kept.ts'
import { type FeatureNote, type Notes, noteDown } from './notes.ts'

const none: Notes = {}

/** The notes of one examination; a reload of the page keeps them, sealing or closing the tab forgets them. */
export function useNotes(searchId: string) {
  const { value: all, change, forget } = useKept(`casebound.notes.${searchId}`, none)
  const note = (letter: string, given: { feature: string } & Partial<FeatureNote>) =>
    change((before) => noteDown(before, letter, given))
  return { all, note, forget }
}

export type NotesOfSearch = ReturnType<typeof useNotes>
