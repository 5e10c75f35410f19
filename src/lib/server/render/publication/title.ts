import type { PublicationSummary } from '../../../domain/publication/publication';
import { m } from '../../../i18n/paraglide/messages';
import { formatPeriod } from '../../../i18n/words/period';
import type { Locale } from '../../context';

/** What a publication is called in a language: framework, period, tree of units. */
export function publicationTitle(summary: PublicationSummary, locale: Locale): string {
	return m.publications_name(
		{
			framework: summary.frameworkName[locale],
			period: formatPeriod(summary.period, locale),
			root: summary.rootName[locale]
		},
		{ locale }
	);
}
