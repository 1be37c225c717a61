extension SimulatedFlows {
    /// Flows that ask for something outside, wait for conditions, dates and schedules, and start and stop each other.
    static let acting = [
        """
        flow: erp
        name: Tell the ERP
        trigger: Order Completed
        while under way: another
        steps:
          - webhook: https://erp.example.com/orders
            id: call
            body: {order: trigger.order_id, total: trigger.total}
            answer: erp
            up to: 40 minutes
            on error: retry
            then:
              - update: {tier: answers.erp.tier}
              - add tag: known
            else:
              - task: Enter the order by hand
                id: by-hand
                due: 1 day
                on error: alert
          - alert: An order
            id: alert
            to: [email]
            on error: stop
          - add to audience: buyers
            id: audience
        """,
        """
        flow: keen
        name: Keen
        trigger: Product Viewed
        one at a time per: product
        while under way: replace
        steps:
          - wait for condition: 'count("Product Viewed", since: trigger) >= 1'
            id: look
            up to: 40 minutes
            then:
              - increment: {looks: 1}
              - add tag: keen
              - join list: Club
            else:
              - remove tag: keen
              - emit: Looked Around
                id: told
                with: {product_id: trigger.product_id}
        """,
        """
        flow: trial
        name: Trial
        trigger:
          - Looked Around
          - tag added: keen
        only if: consents(email)
        at most: 1 per 2 days
        topic: news
        priority: low
        steps:
          - holdout: 10%
            id: kept-out
          - test: words
            id: words
            variants:
              - name: plain
                then:
                  - send: email
                    id: plain
                    subject: Plain
                    body: <p>{{ variants.words }}</p>
              - name: question
                then:
                  - send: email
                    id: question
                    subject: A question?
                    body: <p>{{ variants.words }}</p>
          - split:
              - share: 50%
                then:
                  - start flow: by-hand
                    with: {reason: trial}
              - share: 30%
                then:
                  - stop flow: hot-lead
            id: ways
          - wait: 15 minutes
            id: pause
            spread: 5 minutes
          - go to: pause
            at most: 2
        """,
        """
        flow: by-hand
        name: By hand
        trigger: manual
        priority: high
        topic: news
        exit: 'any("Order Completed", since: trigger)'
        reentry: once per 2 hours
        while under way: refresh
        steps:
          - choose:
              - when: tagged("keen")
                then:
                  - coupon: rescue
                    id: code
                    then:
                      - send: email
                        id: coded
                        subject: A code
                        keep for: 2 hours
                        body: <p>{{ coupon }}</p>
                    else:
                      - end: no code was left
            otherwise:
              - send: email
                id: uncoded
                subject: No code
                body: <p>Hello</p>
            id: choice
          - wait until: "02:30"
            id: night
            spread: 10 minutes
          - task: See who answered
            id: see
            on error: retry
        """,
        """
        flow: club
        name: Club
        trigger:
          - every: 1 day
            at: "02:30"
            among: Club
          - every: 1 day
            at: "01:30"
            zone: America/New_York
            among: Never bought
          - cron: "20 * * * *"
            among: Browsing
        while under way: another
        steps:
          - update: {last_club: trigger.scheduled_at}
          - leave list: Club
          - wait: 10 minutes
        """,
        """
        flow: renewal
        name: Renewal
        trigger:
          - date: profile.renewal
            at: "02:30"
          - list left: Club
        while under way: replace
        steps:
          - wait until: profile.renewal
            at: "03:00"
            id: day
            then:
              - increment: {renewals: 1}
            else:
              - wait: 30 minutes
                id: rest
          - remove from audience: buyers
            id: audience
            on error: alert
        """,
    ]

    /// Live from the second edition on: what it watches has to be built over everybody.
    static let rising = """
        flow: rising
        name: Rising
        trigger:
          - becomes true: profile.looks >= 2
          - becomes true: 'count("Product Viewed", last: 30 minutes) >= 3'
        while under way: refresh
        steps:
          - alert: Rising
            id: alert
          - wait: 20 minutes
        """

    /// How some flows read in the second edition: waits are other, and steps are gone.
    static let changes = [
        ("- wait: 1 hour\n", "- wait: 30 minutes\n"),
        ("- wait: 20 minutes\n", "- wait: 40 minutes\n"),
        ("id: look\n    up to: 40 minutes", "id: look\n    up to: 25 minutes"),
        ("- wait until: \"02:30\"\n    id: night", "- wait until: \"03:30\"\n    id: dawn"),
    ]
}
