import { fileName } from '../har/file-name'
import { previewRedaction } from '../har/preview-redaction'
import { createHarWriting } from '../har/write'
import type { HarTools } from './export-state'

/** Writes with the HAR room; `version` names the creator in the file. */
export const createHarTools = (version: string): HarTools => ({
  write: (streams, { redact }) => createHarWriting(streams, { creatorVersion: version, redact }),
  fileName,
  countCredentials: previewRedaction,
})
