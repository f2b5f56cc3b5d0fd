import Testing

@testable import Agent

@Suite("Targets on captured pages")
struct CapturedPageTests {
    @Test(
        "a shop with repeated cards",
        arguments: [
            Expected("Sign in", "link \"Sign in\" in navigation Main"),
            Expected("Log in link", "link \"Sign in\" in navigation Main"),
            Expected("Add to cart", "ambiguous #18 #23 #28"),
            Expected("\"Add to cart\"", "ambiguous #18 #23 #28"),
            Expected("first Add to cart", "button \"Add to cart\" in card \"Red mug\""),
            Expected("last \"Add to cart\"", "button \"Add to cart\" in card \"Blue plate\""),
            Expected("Add to cart #2", "button \"Add to cart\" in card \"Red mug XL\""),
            Expected("second Details button", "button \"Details\" in card \"Red mug XL\""),
            Expected("fourth Details button", "button \"Details\" in card \"Green bowl\""),
            Expected("fifth Details button", "not found"),
            Expected("Add to cart next to Red mug", "button \"Add to cart\" in card \"Red mug\""),
            Expected("Add to cart for Red mug", "button \"Add to cart\" in card \"Red mug\""),
            Expected("Add to cart in the Red mug card", "button \"Add to cart\" in card \"Red mug\""),
            Expected("Add to cart for Red mug XL", "button \"Add to cart\" in card \"Red mug XL\""),
            Expected("Add to basket for Blue plate", "button \"Add to cart\" in card \"Blue plate\""),
            Expected("Add to cart for Green bowl", "not found"),
            Expected("Add to cart for Purple cup", "not found"),
            Expected("cart icon", "link \"cart\" in navigation Main"),
            Expected("Cart", "link \"cart\" in navigation Main"),
            Expected("Terms on delivery", "link \"Terms on delivery\" in section \"Products\""),
            Expected("Search for products", .fill, "field \"Search for products\" in search"),
            Expected("search box", .fill, "field \"Search for products\" in search"),
            Expected("Search", "button \"Search\" in search"),
            Expected("Search button", "button \"Search\" in search"),
            Expected("Free shipping", "clickable div \"Free shipping over $50\" in section \"Products\""),
            Expected("Sold out", "button \"Sold out\" in card \"Green bowl\""),
            Expected("$9.00", .assertVisible, "text \"$9.00\" in card \"Blue plate\""),
            Expected("Products", "link \"Products\" in navigation Main"),
            Expected("Products", .assertVisible, "heading \"Products\" in main Products"),
            Expected("Products heading", .assertVisible, "heading \"Products\" in main Products"),
            Expected("Checkout", "not found"),
        ])
    func shop(_ expected: Expected) throws {
        let saw = try outcome(expected.target, expected.intent, in: CapturedPage.shop.scan().elements)
        #expect(saw == expected.result)
    }

    @Test(
        "a long form full of names that shadow DOM properties",
        arguments: [
            Expected("Email field", .fill, "field \"Email\" in section \"Shipping address\""),
            Expected("E-mail", .fill, "field \"Email\" in section \"Shipping address\""),
            Expected("First name", .fill, "ambiguous #7 #38"),
            Expected("First name in Billing", .fill, "field \"First name\" in group \"Billing\""),
            Expected("Last name", .fill, "field \"Last name\" in section \"Shipping address\""),
            Expected("City", .fill, "field \"City\" in section \"Shipping address\""),
            Expected("Card number", .fill, "field \"Card number\" in row \"Card number\""),
            Expected("Expiry", .fill, "field \"Expiry\" in row \"Expiry\""),
            Expected("Country dropdown", .select, "dropdown \"Country\" in section \"Shipping address\""),
            Expected("Country", .select, "dropdown \"Country\" in section \"Shipping address\""),
            Expected("quantity field", .fill, "field \"Quantity\" in section \"Shipping address\""),
            Expected("qty", .fill, "field \"Quantity\" in section \"Shipping address\""),
            Expected("Express", .click, "radio \"Express\" in group \"Delivery\""),
            Expected("Express radio button", .check, "radio \"Express\" in group \"Delivery\""),
            Expected("Gift wrap", .check, "label \"Gift wrap\" in section \"Shipping address\""),
            Expected(
                "I accept the terms", .check, "label \"I accept the terms\" in section \"Shipping address\""),
            Expected(
                "Upload a photo", .upload, "file field \"Upload a photo\" in section \"Shipping address\""),
            Expected("Upload a photo", .click, "label \"Upload a photo\" in section \"Shipping address\""),
            Expected("Note", .fill, "field \"Note\" in item \"Hi\""),
            Expected("Continue", "button \"Continue\" in section \"Shipping address\""),
            Expected("Save", "button \"Save\" in section \"Shipping address\""),
            Expected("Save draft", "button \"Save draft\" in section \"Shipping address\""),
            Expected("Submit", "not found"),
            Expected("Continue", .fill, "not found"),
            Expected("Password", .fill, "field \"Password\" in section \"Shipping address\""),
            Expected("order total", .read, "status \"$30.00\" in section \"Checkout\""),
        ])
    func forms(_ expected: Expected) throws {
        let saw = try outcome(expected.target, expected.intent, in: CapturedPage.forms.scan().elements)
        #expect(saw == expected.result)
    }

    @Test(
        "lists, tables, boards, tabs and shadow roots",
        arguments: [
            Expected("the checkbox next to Buy milk", .check, "checkbox \"Buy milk\" in item \"Buy milk×\""),
            Expected("Buy milk", .check, "checkbox \"Buy milk\" in item \"Buy milk×\""),
            Expected("Walk the dog checkbox", .check, "checkbox \"Walk the dog\" in item \"Walk the dog×\""),
            Expected("Close button next to Walk the dog", "button \"×\" in item \"Walk the dog×\""),
            Expected(
                "Details in the row 1002",
                "button \"Details\" in row \"1002 Blue plate $9.00 Details Remove\""),
            Expected(
                "Remove in the row Red mug", "button \"Remove\" in row \"1001 Red mug $12.00 Details Remove\""
            ),
            Expected(
                "Remove button for Green bowl",
                "button \"Remove\" in row \"1003 Green bowl $7.50 Details Remove\""),
            Expected(
                "Details in the second row",
                "button \"Details\" in row \"1002 Blue plate $9.00 Details Remove\""),
            Expected(
                "Remove in the last row of Orders",
                "button \"Remove\" in row \"1003 Green bowl $7.50 Details Remove\""),
            Expected("last row", .read, "row \"1003 Green bowl $7.50 Details Remove\" in section \"Orders\""),
            Expected("first row", .read, "row \"1001 Red mug $12.00 Details Remove\" in section \"Orders\""),
            Expected("Details", "ambiguous #33 #40 #47"),
            Expected("the Doing column", .dropTarget, "item \"Doing\" in section \"Lists\""),
            Expected("Doing", .dropTarget, "item \"Doing\" in section \"Lists\""),
            Expected("Done column", .dropTarget, "item \"Done\" in section \"Lists\""),
            Expected("Buy paint", .drag, "clickable div \"Buy paint\" in card \"To do\""),
            Expected("Tab two", "link \"Tab two\" in section \"Lists\""),
            Expected("More options", "button \"More options\" in section \"Lists\""),
            Expected("Archive", "not found"),
            Expected("Nickname", .fill, "field \"Nickname\" in section \"Lists\""),
            Expected("Shadow save", "button \"Shadow save\" in section \"Lists\""),
            Expected("Total in the row 1003", .read, "not found"),
            Expected("2 items left", .assertVisible, "text \"2 items left\" in section \"Todos\""),
            Expected("Delete", "ambiguous #34 #41 #48"),
        ])
    func lists(_ expected: Expected) throws {
        let saw = try outcome(expected.target, expected.intent, in: CapturedPage.lists.scan().elements)
        #expect(saw == expected.result)
    }

    @Test(
        "an open modal dialog comes before the page behind it",
        arguments: [
            Expected("Close button in the dialog", "button \"Close\" in dialog \"Delete all orders?\""),
            Expected("Close", "button \"Close\" in dialog \"Delete all orders?\""),
            Expected("Delete", "button \"Delete\" in dialog \"Delete all orders?\""),
            Expected("Delete all", "not found"),
            Expected("Cancel in the dialog", "button \"Cancel\" in dialog \"Delete all orders?\""),
            Expected("Details in the row 1002", "not found"),
            Expected("the dialog", .read, "dialog \"Delete all orders?\""),
            Expected(
                "This cannot be undone", .assertVisible,
                "text \"This cannot be undone.\" in dialog \"Delete all orders?\""),
            Expected("Todos", .assertVisible, "heading \"Todos\" in section \"Lists\""),
        ])
    func dialog(_ expected: Expected) throws {
        let saw = try outcome(expected.target, expected.intent, in: CapturedPage.dialog.scan().elements)
        #expect(saw == expected.result)
    }

    @Test(
        "the example shop's front page",
        arguments: [
            Expected("first Add to cart", "button \"Add to cart\" in card \"Red mug\""),
            Expected("Add to cart next to Red mug", "button \"Add to cart\" in card \"Red mug\""),
            Expected("Add to cart for Blue mug", "button \"Add to cart\" in card \"Blue mug\""),
            Expected(
                "Mountain poster", "link \"Mountain poster\" in section \"Made by hand, in small numbers\""),
            Expected("cart icon", "link \"Cart\" in banner"),
            Expected(
                "Search products", .fill,
                "field \"Search products\" in section \"Made by hand, in small numbers\""),
            Expected(
                "Sort by", .select, "dropdown \"Sort by\" in section \"Made by hand, in small numbers\""),
            Expected("Bags checkbox", .check, "checkbox \"Bags\" in section \"Category\""),
            Expected("Email", .fill, "not found"),
            Expected("Password field", .fill, "not found"),
        ])
    func storefront(_ expected: Expected) throws {
        let saw = try outcome(
            expected.target, expected.intent, in: CapturedPage.storefront.scan().elements)
        #expect(saw == expected.result)
    }

    @Test(
        "the example shop's board",
        arguments: [
            Expected(
                "Write release notes", .drag, "text \"Write release notes Mira\" in section \"To do 3\""),
            Expected("the Done column", .dropTarget, "region \"Done 1\" in section \"Staff board\""),
            Expected("Doing", .dropTarget, "region \"Doing 1\" in section \"Staff board\""),
            Expected(
                "trash icon next to Write release notes",
                "button \"trash\" in item \"Write release notes Mira\""),
            Expected(
                "Delete button in the Write release notes card",
                "button \"trash\" in item \"Write release notes Mira\""),
            Expected("Delete", "not found"),
        ])
    func board(_ expected: Expected) throws {
        let saw = try outcome(expected.target, expected.intent, in: CapturedPage.board.scan().elements)
        #expect(saw == expected.result)
    }
}
