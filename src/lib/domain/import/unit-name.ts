/** A name without what people write one way or the other: width of characters, case, spaces, hyphens, dots, brackets. */
export function plainText(text: string): string {
	return text
		.normalize('NFKC')
		.toLowerCase()
		.replace(/[\s\u200b\-‐–—_/\\.,·•'"’‘“”()[\]（）【】、，。]/g, '');
}

const peoples =
	'蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|高山|拉祜|水|东乡|纳西|景颇|柯尔克孜|土|达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒|乌孜别克|俄罗斯|鄂温克|德昂|保安|裕固|京|塔塔尔|独龙|鄂伦春|赫哲|门巴|珞巴|基诺|各';

const autonomous = new RegExp(`(?:(?:${peoples})族?)+自治(?:区|州|县|旗)$`);
const suffixes =
	/(?:特别行政区|自治区|自治州|自治县|自治旗|地区|林区|矿区|人民政府|省|市|区|县|旗|盟|州|管理委员会|管委会|委员会|委|厅|局|办公室|办)$/;
const english =
	/(?:specialadministrativeregion|autonomousregion|autonomousprefecture|autonomouscounty|province|municipality|prefecture|county|district|city|department|bureau|commission|office)$/;

/**
 * A plain name without the word that says what kind of unit it is: 浙江 for 浙江省, 广西 for 广西壮族自治区, 浙江省卫健 for 浙江省卫健委.
 * What would leave less than two characters stays: 单县 is not 单.
 */
export function withoutSuffix(plain: string): string {
	for (const pattern of [autonomous, suffixes, english]) {
		const rest = plain.replace(pattern, '');
		if (rest !== plain && rest.length >= 2) return rest;
	}
	return plain;
}
