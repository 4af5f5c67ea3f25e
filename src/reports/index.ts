export type { LeadSheetExaminer, LeadSheetInput } from './lead-sheet-input.ts'
export { cellsCsv, type TransparencyFacts, transparencyPage } from './transparency-page.ts'
export { type CertificateFacts, writeCertificateSheet } from './write-certificate-sheet.ts'
export { writeLeadSheet } from './write-lead-sheet.ts'
