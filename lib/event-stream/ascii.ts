/** The code points the grammar of an event stream names (WHATWG HTML 9.2.5), as bytes. */
export const NULL = 0x00
export const TAB = 0x09
export const LINE_FEED = 0x0a
export const CARRIAGE_RETURN = 0x0d
export const SPACE = 0x20
export const DIGIT_ZERO = 0x30
export const DIGIT_NINE = 0x39
export const COLON = 0x3a
