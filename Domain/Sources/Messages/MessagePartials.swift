import Liquid

/// The parts that every message may use: `{% render "button", label: "…", url: cart.url %}`.
///
/// docs/flows.md names what each takes. They read well whatever is missing.
enum MessagePartials {
    /// In a language, by a tag such as `de` or `pt-BR`.
    static func all(in language: String?) -> [String: LiquidTemplate] {
        let words = LayoutWords.named(language)
        return parsed[words.language] ?? [:]
    }

    private static let parsed: [String: [String: LiquidTemplate]] = Dictionary(
        uniqueKeysWithValues: LayoutWords.all.map { words in
            // Our own texts, which tests parse: a fault here is ours.
            (words.language, texts(words).mapValues { try! LiquidTemplate.parse($0) })
        })

    static let names = texts(.english).keys.sorted()

    static func texts(_ words: LayoutWords) -> [String: String] {
        [
            "items": items(words), "totals": totals(words), "button": button(words), "code": code, "address": address,
        ]
    }

    private static func items(_ words: LayoutWords) -> String {
        #"""
        {%- if items.size > 0 -%}
        <table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="margin:8px 0 24px">
        {%- for item in items -%}
        {%- assign sign = item.currency | default: currency -%}
        {%- assign quantity = item.quantity | default: 1 -%}
        {%- assign scheme = item.image_url | slice: 0, 4 -%}
        {%- assign way = item.url | slice: 0, 4 -%}
        {%- assign title = item.name | default: item.title | default: item.sku | default: "\#(words.item)" -%}
        <tr>
        {%- if scheme == "http" -%}
        <td class="line" width="72" valign="top" style="padding:16px 16px 16px 0;border-top:1px solid #e5e2dc"><img src="{{ item.image_url }}" width="72" height="72" alt="" style="display:block;width:72px;height:72px;border:0;border-radius:6px;object-fit:cover;background:#f0eeea"></td>
        {%- endif -%}
        <td class="line"{% if scheme != "http" %} colspan="2"{% endif %} valign="top" style="padding:16px 0;border-top:1px solid #e5e2dc;font-size:15px;line-height:22px"><span style="font-weight:600">{% if way == "http" %}<a href="{{ item.url }}" class="ink" style="color:#1d2125;text-decoration:none">{{ title }}</a>{% else %}{{ title }}{% endif %}</span>
        {%- if item.variant %}<br><span class="faint" style="color:#6b6f74">{{ item.variant }}</span>{% endif -%}
        {%- if quantity != 1 and quantity != "1" %}<br><span class="faint" style="color:#6b6f74">{{ quantity }} ×{% if item.price %} {{ item.price | money: sign }}{% endif %}</span>{% endif -%}
        </td>
        <td class="line" valign="top" align="right" style="padding:16px 0 16px 16px;border-top:1px solid #e5e2dc;font-size:15px;line-height:22px;white-space:nowrap">{% if item.price %}{{ item.price | times: quantity | money: sign }}{% endif %}</td>
        </tr>
        {%- endfor -%}
        {%- if total -%}
        <tr><td class="line" colspan="2" style="padding:16px 0 0;border-top:1px solid #e5e2dc;font-size:15px;line-height:22px;font-weight:600">\#(words.total)</td><td class="line" align="right" style="padding:16px 0 0 16px;border-top:1px solid #e5e2dc;font-size:15px;line-height:22px;font-weight:600;white-space:nowrap">{{ total | money: currency }}</td></tr>
        {%- endif -%}
        </table>
        {%- endif -%}
        """#
    }

    /// Where the lines add up only without the tax, prices hold it already.
    private static func totals(_ words: LayoutWords) -> String {
        #"""
        {%- assign discount = order.discount | plus: 0 -%}
        {%- assign shipping = order.shipping | plus: 0 -%}
        {%- assign tax = order.tax | plus: 0 -%}
        {%- assign due = total | plus: 0 -%}
        {%- assign sum = order.subtotal | plus: 0 | minus: discount | plus: shipping | plus: tax -%}
        {%- if total != blank or order.subtotal != blank -%}
        <table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="margin:0 0 24px;font-size:15px;line-height:22px">
        {%- if order.subtotal != blank -%}<tr><td class="faint" style="padding:3px 0;color:#6b6f74">\#(words.subtotal)</td><td align="right" style="padding:3px 0">{{ order.subtotal | money: order.currency }}</td></tr>{%- endif -%}
        {%- if discount > 0 -%}<tr><td class="faint" style="padding:3px 0;color:#6b6f74">\#(words.discount){% if order.coupon %} ({{ order.coupon }}){% endif %}</td><td align="right" style="padding:3px 0">{{ 0 | minus: discount | money: order.currency }}</td></tr>{%- endif -%}
        {%- if order.shipping != blank -%}<tr><td class="faint" style="padding:3px 0;color:#6b6f74">\#(words.shipping)</td><td align="right" style="padding:3px 0">{% if shipping == 0 %}\#(words.free){% else %}{{ shipping | money: order.currency }}{% endif %}</td></tr>{%- endif -%}
        {%- if tax > 0 and sum == due -%}<tr><td class="faint" style="padding:3px 0;color:#6b6f74">\#(words.tax)</td><td align="right" style="padding:3px 0">{{ tax | money: order.currency }}</td></tr>{%- endif -%}
        {%- if total != blank -%}<tr><td style="padding:12px 0 3px;font-weight:600">\#(words.total)</td><td align="right" style="padding:12px 0 3px;font-weight:600">{{ total | money: order.currency }}</td></tr>{%- endif -%}
        {%- if tax > 0 and sum != due -%}<tr><td class="faint" style="padding:3px 0;color:#6b6f74">\#(words.ofWhichTax)</td><td align="right" style="padding:3px 0">{{ tax | money: order.currency }}</td></tr>{%- endif -%}
        </table>
        {%- endif -%}
        """#
    }

    private static func button(_ words: LayoutWords) -> String {
        #"""
        {%- assign target = url -%}
        {%- assign scheme = target | slice: 0, 4 -%}
        {%- if scheme != "http" -%}{%- assign target = otherwise -%}{%- assign scheme = target | slice: 0, 4 -%}{%- endif -%}
        {%- if scheme == "http" -%}
        <table role="presentation" cellpadding="0" cellspacing="0" border="0" style="margin:24px 0"><tr><td class="button" bgcolor="#1d2125" style="border-radius:6px;background:#1d2125"><a href="{{ target }}" style="display:inline-block;padding:13px 26px;font-size:16px;line-height:22px;font-weight:600;color:#ffffff;text-decoration:none;border-radius:6px">{{ label | default: "\#(words.visitShop)" }}</a></td></tr></table>
        {%- endif -%}
        """#
    }

    private static let code = #"""
        {%- if code != blank -%}
        <table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="margin:24px 0"><tr><td class="code" align="center" style="padding:20px 16px;border:1px dashed #a9a49a;border-radius:6px;background:#faf8f4;font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:22px;line-height:28px;font-weight:600;letter-spacing:2px;word-break:break-all">{{ code }}</td></tr></table>
        {%- endif -%}
        """#

    private static let address = #"""
        {%- assign street = address.address1 | default: address.street | default: address.line1 -%}
        {%- assign more = address.address2 | default: address.line2 -%}
        {%- assign post = address.zip | default: address.postal_code | default: address.postalCode -%}
        {%- assign region = address.province | default: address.state -%}
        {%- assign person = address.name -%}
        {%- if person == blank -%}{%- capture person -%}{{ address.first_name }} {{ address.last_name }}{%- endcapture -%}{%- endif -%}
        <p>
        {%- if person != blank -%}{{ person }}<br>{%- endif -%}
        {%- if address.company != blank -%}{{ address.company }}<br>{%- endif -%}
        {%- if street != blank -%}{{ street }}<br>{%- endif -%}
        {%- if more != blank -%}{{ more }}<br>{%- endif -%}
        {%- if address.city != blank or post != blank -%}{{ post }} {{ address.city }}<br>{%- endif -%}
        {%- if region != blank -%}{{ region }}<br>{%- endif -%}
        {%- if address.country != blank -%}{{ address.country }}{%- endif -%}
        {%- if street == blank and address.city == blank and address.size > 0 and address.first == nil -%}{{ address }}{%- endif -%}
        </p>
        """#
}
