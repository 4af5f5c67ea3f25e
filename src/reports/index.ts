export { codeList } from './code-list.ts'
export { cellsCsv, csvText, importsCsv, oversightCsv, refusalsCsv } from './counts-csv.ts'
export type { LeadSheetExaminer, LeadSheetInput } from './lead-sheet-input.ts'
export {
  reportHtml,
  reportPdf,
  transparencyPage,
  writeCertificateSheet,
  writeLeadSheet,
  writeReviewSheet,
} from './on-demand.ts'
export { gatherFacts, readPeriod } from './public/log-facts.ts'
export { fitsPack, withinMonth } from './public/pack-period.ts'
export { type PublicReport, publicReport } from './public/public-report.ts'
export { reportCsv } from './public/report-csv.ts'
export { type ReportPack, recordsRequestPack, reportPacks } from './public/report-packs.ts'
export { actInWords, codeInWords, codesInWords, refusalInWords } from './refusal-words.ts'
export type { TransparencyFacts } from './transparency-page.ts'
export type { CertificateFacts } from './write-certificate-sheet.ts'
export type { ReviewSheetInput } from './write-review-sheet.ts'
