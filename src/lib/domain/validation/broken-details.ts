import type { BrokenRule } from './judge-together';

/** What the words of a broken rule name, the rule's own words in both languages among them. */
export function brokenDetails({
	rule,
	figures,
	elsewhere
}: Pick<BrokenRule<unknown>, 'rule' | 'figures' | 'elsewhere'>): Record<string, string> {
	return {
		rule: rule.code,
		messageEn: rule.message.en,
		messageZh: rule.message['zh-CN'],
		figures: Object.entries(figures)
			.map(([name, figure]) => `${name} = ${Number(figure.toPrecision(8))}`)
			.join(', '),
		...(elsewhere ? { ruledIndicator: elsewhere.indicator, ruledPeriod: elsewhere.period } : {})
	};
}
