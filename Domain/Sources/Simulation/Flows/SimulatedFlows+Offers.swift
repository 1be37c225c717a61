extension SimulatedFlows {
    /// Flows whose codes are made and end, and whose offers become cheaper and sell out.
    static let offering = [
        """
        flow: gift
        name: A gift with the order
        purpose: transactional
        trigger: Order Completed
        while under way: another
        steps:
          - coupon: gift
            id: made
            codes: generated
            prefix: GIFT
            valid for: 50 minutes
            per person: 1 per 1 day
            worth: 5
            budget: 30
            on error: retry
            then:
              - send: email
                id: gift
                subject: A gift
                keep for: 2 hours
                on error: stop
                body: <p>{{ coupon }}</p>
              - wait until: coupon expires
                id: ending
                before: 20 minutes
                then:
                  - increment: {gifts: 1}
                else:
                  - update: {gift_missed: true}
            else:
              - update: {ungifted: true}
        """,
        """
        flow: cheaper
        name: It costs less
        trigger:
          - price drop: at least 10%
        priority: low
        one at a time per: product
        while under way: refresh
        steps:
          - wait: 10 minutes
            id: let-them-look
          - send: email
            id: cheaper
            subject: It costs less
            keep for: 30 minutes
            if sold out: branch
            on error: alert
            body: <p>{{ trigger.name }}</p>
            sold out:
              - update: {missed: trigger.product_id}
          - wait: 5 minutes
            id: rest
        """,
    ]
}
