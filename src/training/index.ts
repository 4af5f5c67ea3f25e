export {
  type Certificate,
  type CertificateDraft,
  certificateOf,
  inDate,
  recordCertificate,
  type TrainingRefusalCode,
} from './certificate.ts'
