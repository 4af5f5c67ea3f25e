import { asId, type PersonId } from '../src/kernel/index.ts'

export const personName = (person: number): PersonId => asId<PersonId>(`p${person}`)
