/// Flows of the simulated shop, as their authors write them: messages, waits, goals and codes.
enum SimulatedFlows {
    static let sending = [
        """
        flow: abandoned-cart
        name: Abandoned cart
        trigger: Checkout Started
        when: consents(email)
        goal: 'any("Order Completed", since: trigger)'
        reentry: once per 6 hours
        while under way: refresh
        steps:
          - wait: 1 hour
          - send: email
            id: reminder
            subject: You left something
            body: <p>Hello</p>
          - wait: 4 hours
          - if: trigger.value > 60
            then:
              - coupon: rescue
                then:
                  - send: email
                    id: offer
                    subject: A code for you
                    body: <p>{{ coupon }}</p>
                else:
                  - send: email
                    id: last-call
                    subject: The last call
                    body: <p>Soon gone</p>
            else:
              - update: {small_cart: true}
        """,
        """
        flow: welcome
        name: Welcome
        trigger: Consent Granted
        exit:
          - not consents(email)
        reentry: once
        steps:
          - send: email
            id: hello
            subject: Welcome
            body: <p>Hello</p>
          - wait: 1 day
          - send: email
            id: story
            subject: Our story
            body: <p>Once</p>
        """,
        """
        flow: order-confirmation
        name: Order confirmation
        purpose: transactional
        trigger: Order Completed
        while under way: another
        steps:
          - send: email
            id: confirmation
            subject: Thank you
            body: <p>Thanks</p>
          - wait for: Order Cancelled
            up to: 2 hours
            then:
              - send: email
                id: cancelled
                subject: Cancelled
                body: <p>As you wished</p>
            else:
              - update: {kept_order: true}
        """,
        """
        flow: hot-lead
        name: Hot lead
        trigger: Segment Entered
        when: trigger.segment == "Browsing" and consents(email)
        reentry: once per 12 hours
        steps:
          - wait: 20 minutes
          - send: email
            id: look
            subject: Still looking?
            body: <p>Look</p>
        """,
    ]
}
