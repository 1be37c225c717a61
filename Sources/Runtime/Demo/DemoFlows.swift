/// Flows that the demo alone has, so that its inbox of tasks fills within a minute, at any hour of any day.
enum DemoFlows {
    static let all = [largeCheckout, thankYou]

    /// Goes by what the make-believe shop sells: most checkouts are smaller.
    private static let largeCheckout = """
        flow: large-checkout
        name: Large checkout left
        about: |
          Gives sales a task when a large checkout is left. Nothing is sent to the customer.
        purpose: marketing
        trigger:
          - event: Checkout Started
            where: trigger.value >= 120 or trigger.total >= 120
        when: 'identity(email) exists'
        goal: 'any("Order Completed", since: trigger)'
        reentry: once per 7 days
        steps:
          - wait: 1 hour
          - task: 'Help {{ profile.first_name | default: profile.email | default: "somebody" }} decide'
            id: help
            details: |
              {% if cart.items.size > 0 %}In the cart: {{ cart.items | map: "name" | join: ", " }}.{% endif %}
              Ask what they need it for; do not sell.
            assign to: sales
            priority: high
            due: 1 day

        """

    private static let thankYou = """
        flow: thank-you-card
        name: Thank-you card
        about: |
          Has a person write a card to whoever orders for the second time.
        purpose: marketing
        trigger: Order Completed
        when: 'count("Order Completed") == 2'
        reentry: once
        steps:
          - wait: 30 minutes
          - task: 'Write a card to {{ profile.first_name | default: profile.email | default: "a customer" }}'
            id: card
            details: 'Their second order. Three lines by hand: thank them, and sign with your own name.'
            assign to: service
            due: 3 days

        """
}
