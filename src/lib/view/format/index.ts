export { compareNames } from './collation';
export { formatDate, formatDateTime, formatDay, formatTime, monthName, toIsoDate } from './date';
export type { FormatLocale } from './locale';
export { formatDelta, formatFigure, formatNumber, formatPercent, formatScore, formatShare } from './number';
