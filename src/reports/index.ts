export type { LeadSheetExaminer, LeadSheetInput } from './lead-sheet-input.ts'
export { writeLeadSheet } from './write-lead-sheet.ts'
