"""The flows of `flows/`, as a careful user of Playwright would write them: one function per file, in the same order."""

import re
from pathlib import Path

from playwright.async_api import expect
from suite import flow, setup

FILES = Path(__file__).resolve().parents[2] / "flows" / "files"


def button(page, name):
    return page.get_by_role("button", name=name, exact=True)


def link(page, name):
    return page.get_by_role("link", name=name, exact=True)


def field(page, caption):
    """The shop's captions are no labels: the field beside the caption."""
    return page.locator(".field", has_text=caption).locator("input, select")


def answers(page, method, path, status):
    """Waits, on leaving the block, for the answer the step must cause."""
    return page.expect_response(
        lambda response: response.request.method == method and response.url.endswith(path)
        and response.status == status)


async def shown(page, *texts):
    for text in texts:
        await expect(page.get_by_text(text).first).to_be_visible()


async def gone(page, *texts):
    for text in texts:
        await expect(page.get_by_text(text, exact=True)).to_be_hidden()


async def sign_in(page, email, password="correct-horse"):
    await field(page, "Email").fill(email)
    await field(page, "Password").fill(password)
    await button(page, "Sign in").click()


@setup("ada", "/sign-in")
async def signed_in(page):
    await sign_in(page, "ada@example.com")
    await expect(page).to_have_url(re.compile("/account$"))
    await shown(page, "Your orders")


@flow("Add a mug from the catalogue", "/")
async def add_from_catalogue(page, step):
    async with step("Put the red mug into the cart"):
        async with answers(page, "POST", "/api/cart", 201):
            await button(page.locator(".card", has_text="Red mug"), "Add to cart").click()
        await expect(page.locator(".badge")).to_have_text("1")
    async with step("Look into the cart"):
        await link(page, "Cart").click()
        await expect(page).to_have_url(re.compile("/cart$"))
        await shown(page, "Red mug", "Standard, 300 ml")
        await expect(page.locator(".subtotal")).to_have_text("€14.00")


@flow("The address form explains what is missing", "/checkout/address")
async def address_validation(page, step):
    async with step("Send the form empty"):
        await button(page, "Continue to payment").click()
        await expect(page).to_have_url(re.compile("/checkout/address$"))
        await shown(page, "Please enter your name", "Please enter a street and number",
                    "Please enter a postal code", "Please enter a town or city")
    async with step("Enter a postal code of the wrong shape"):
        await field(page, "Full name").fill("Ada Lovelace")
        await field(page, "Street and number").fill("Unter den Linden 5")
        await field(page, "Country").select_option("Germany")
        await field(page, "Postal code").fill("123")
        await field(page, "Town or city").fill("Berlin")
        await button(page, "Continue to payment").click()
        await expect(page).to_have_url(re.compile("/checkout/address$"))
        await shown(page, "A postal code in Germany looks like 10115")
        await gone(page, "Please enter your name")
    async with step("Correct it"):
        await field(page, "Postal code").fill("10115")
        await button(page, "Continue to payment").click()
        await expect(page).to_have_url(re.compile("/checkout/payment$"))
        await shown(page, "Payment")


@flow("Come back to the catalogue", "/")
async def back_to_catalogue(page, step):
    async with step("Open a product"):
        await link(page, "Red mug").click()
        await expect(page).to_have_url(re.compile("/product/red-mug$"))
        await shown(page, "Thrown by hand")
        await gone(page, "Sort by")
    async with step("Go back"):
        await page.go_back()
        await expect(page).to_have_url(re.compile(r":\d+/$"))
        await shown(page, "12 products", "Sort by")
    async with step("Go forward"):
        await page.go_forward()
        await expect(page).to_have_url(re.compile("/product/red-mug$"))
        await shown(page, "Thrown by hand")


@flow("The cart adds up", "/product/yellow-mug")
async def cart_total(page, step):
    async with step("Take a yellow mug"):
        await button(page, "Add to cart").click()
        await shown(page, "Added to your cart")
    async with step("Take a navy shirt"):
        await page.goto("/product/navy-shirt")
        await button(page, "Add to cart").click()
        await expect(page).to_have_url(re.compile("/product/navy-shirt$"))
        await shown(page, "Added to your cart")
    async with step("Make it three mugs"):
        await link(page, "Cart").click()
        await page.get_by_role("row", name="Yellow mug").get_by_label("Quantity").fill("3")
        await page.keyboard.press("Tab")
        await expect(page.locator(".line-total")).to_have_count(2)
        await expect(page.locator(".subtotal")).to_have_text("€68.00")
        await expect(page.locator(".total-price")).to_have_text("€68.00")


@flow("Choose a category from the menu", "/news")
async def categories_menu(page, step):
    async with step("Open the menu"):
        await page.get_by_text("Categories", exact=True).hover()
        await expect(link(page, "All mugs")).to_be_visible()
        await expect(link(page, "All posters")).to_be_visible()
    async with step("Go to the posters"):
        await link(page, "All posters").click()
        await expect(page.locator(".card")).to_have_count(2)
        await shown(page, "Mountain poster")
        await expect(page.get_by_label("Posters")).to_be_checked()


@flow("Put the cheapest product into the cart", "/")
async def cheapest_product(page, step):
    async with step("Sort by price"):
        await page.locator(".sort-by").select_option("Price: low to high")
        await expect(page.locator(".card:first-child .card-name")).to_have_text("Yellow mug")
        await expect(page.locator(".card:last-child .card-name")).to_have_text("Rucksack")
    async with step("Take the first one"):
        async with answers(page, "POST", "/api/cart", 201):
            await button(page, "Add to cart").first.click()
    async with step("Find it in the cart"):
        await link(page, "Cart").click()
        await expect(page).to_have_url(re.compile("/cart$"))
        await shown(page, "Yellow mug")
        await gone(page, "Your cart is empty")


@flow("Choose a size on the product page", "/product/red-mug")
async def choose_size(page, step):
    async with step("Choose two large ones"):
        await page.get_by_role("combobox", name="Size").click()
        await page.get_by_role("option", name="Large, 450 ml").click()
        await button(page, "Increase quantity").click()
        await expect(page.locator(".stepper output")).to_have_text("2")
        await expect(page.locator(".combo-box")).to_have_text("Large, 450 ml")
        await expect(button(page, "Decrease quantity")).to_be_enabled()
    async with step("Put them into the cart"):
        async with answers(page, "POST", "/api/cart", 201):
            await button(page, "Add to cart").click()
        await expect(link(page, "View cart")).to_be_visible()
    async with step("Look into the cart"):
        await link(page, "View cart").click()
        await expect(page).to_have_url(re.compile("/cart$"))
        await shown(page, "Large, 450 ml")
        await expect(page.get_by_label("Quantity")).to_have_value("2")


@flow("The postal code fills in the town", "/checkout/address")
async def city_from_postal_code(page, step):
    async with step("Enter a Norwegian postal code"):
        await field(page, "Postal code").fill("0150")
        await page.keyboard.press("Tab")
        await expect(field(page, "Country")).to_have_value("Norway")
        await expect(field(page, "Town or city")).to_have_value("Oslo")
    async with step("Move to Sweden"):
        await field(page, "Country").select_option("Sweden")
        await field(page, "Postal code").fill("411 05")
        await page.keyboard.press("Tab")
        await expect(field(page, "Town or city")).to_have_value("Gothenburg")


async def pay(page, number):
    frame = page.frame_locator("iframe")
    await frame.locator("[name=number]").fill(number)
    await frame.locator("[name=expiry]").fill("1230")
    await frame.locator("[name=cvc]").fill("123")
    await frame.get_by_role("button", name="Pay now").click()


@flow("A declined card is reported", "/product/white-shirt")
async def declined_card(page, step):
    async with step("Go to the payment with a shirt"):
        await button(page, "Add to cart").click()
        await expect(link(page, "View cart")).to_be_visible()
        await page.goto("/checkout/payment")
        await expect(page).to_have_url(re.compile("/checkout/payment$"))
        await shown(page, "To pay: €27.00")
    async with step("Pay with a card without money"):
        async with answers(page, "POST", "/api/pay", 402):
            await pay(page, "4000 0000 0000 0002")
        await expect(page.frame_locator("iframe").get_by_text("Your card was declined")).to_be_visible()
        await expect(page).to_have_url(re.compile("/checkout/payment$"))


@flow("Delete a card from the staff board", "/admin/board")
async def delete_card(page, step):
    bin = page.locator("[data-id=photos] .icon-trash")
    async with step("Change your mind"):
        page.once("dialog", lambda dialog: dialog.dismiss())
        await bin.click()
        await shown(page, "Photograph the new mugs")
        await expect(page.locator(".note")).to_have_count(5)
    async with step("Delete it"):
        page.once("dialog", lambda dialog: dialog.accept())
        await bin.click()
        await gone(page, "Photograph the new mugs")
        await expect(page.locator(".note")).to_have_count(4)


@flow("Use a discount code", "/product/rucksack")
async def discount_code(page, step):
    async with step("Take a rucksack"):
        await button(page, "Add to cart").click()
        await link(page, "View cart").click()
        await expect(page).to_have_url(re.compile("/cart$"))
        await expect(page.locator(".total-price")).to_have_text("€64.00")
    async with step("Try a code from last summer"):
        await page.get_by_placeholder("Discount code").fill("SUMMER")
        await button(page, "Apply").click()
        await shown(page, "This code is not valid")
        await expect(page.locator(".total-price")).to_have_text("€64.00")
    async with step("Use the right one"):
        await page.get_by_placeholder("Discount code").fill("WELCOME10")
        await page.get_by_placeholder("Discount code").press("Enter")
        await shown(page, "Code WELCOME10 applied", "€57.60")
        await expect(button(page, "Apply")).to_be_hidden()


@flow("Change the display name", "/sign-in")
async def edit_profile(page, step):
    async with step("Sign in"):
        await sign_in(page, "grace@example.com")
        await expect(page).to_have_url(re.compile("/account$"))
        await shown(page, "grace@example.com", "No orders yet")
    async with step("Enter another name"):
        await button(page, "Edit profile").click()
        await field(page, "Display name").fill("Grace Hopper")
        await button(page, "Save").click()
        await expect(page.locator(".profile-name")).to_have_text("Grace Hopper")
        await gone(page, "Display name")
    async with step("Reload the page"):
        await page.reload()
        await expect(page.locator(".profile-name")).to_have_text("Grace Hopper")


@flow("Filter the catalogue", "/")
async def filter_catalogue(page, step):
    async with step("Show shirts only"):
        await page.get_by_label("Shirts").check()
        await shown(page, "3 products", "Navy shirt", "White shirt", "Striped shirt")
        await gone(page, "Red mug")
        await expect(page.get_by_label("Shirts")).to_be_checked()
    async with step("Add the bags"):
        await page.get_by_label("Bags").check()
        await expect(page.locator(".card")).to_have_count(5)
        await shown(page, "Canvas bag")
    async with step("Leave the shirts out again"):
        await page.get_by_label("Shirts").uncheck()
        await expect(page.locator(".card")).to_have_count(2)
        await gone(page, "Navy shirt")
        await expect(page.get_by_label("Shirts")).not_to_be_checked()
        await expect(page.get_by_label("Bags")).to_be_checked()


@flow("Download an invoice", "/account", start_from="ada")
async def invoice(page, step):
    async with step("Download the invoice of order 1001"):
        async with page.expect_download() as download:
            await page.get_by_role("row", name="1001").get_by_role("link", name="Invoice").click()
        file = await download.value
        assert file.suggested_filename == "invoice-1001.txt", file.suggested_filename
        text = Path(await file.path()).read_text()
        assert "Total: €42.00" in text, text
        await expect(page).to_have_url(re.compile("/account$"))


@flow("Look at a product", "/")
async def look_at_product(page, step):
    troubles = []
    page.on("console", lambda message: troubles.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: troubles.append(str(error)))
    async with step("Open the mountain poster"):
        await link(page, "Mountain poster").click()
        await expect(page).to_have_url(re.compile("/product/mountain-poster$"))
        await expect(page).to_have_title("Mountain poster – Kiln & Cloth")
        await shown(page, "€19.00", "Screen print in four colours")
        await expect(button(page, "Decrease quantity")).to_be_disabled()
        assert not troubles, troubles
    async with step("Take one more"):
        await button(page, "Increase quantity").click()
        await expect(page.locator(".stepper output")).to_have_text("2")
        await expect(button(page, "Decrease quantity")).to_be_enabled()
        assert not troubles, troubles


@flow("Move a card on the staff board", "/admin/board")
async def move_card(page, step):
    done = page.locator("[data-column=done]")
    async with step("Drag the release notes to Done"):
        await page.locator(".note", has_text="Write release notes").drag_to(done)
        await expect(done).to_contain_text("Write release notes")
        await expect(page.locator("[data-column=todo] .note")).to_have_count(2)
    async with step("Reload the page"):
        await page.reload()
        await expect(done).to_contain_text("Write release notes")


@flow("Read the news", "/")
async def news(page, step):
    async with step("Open the news"):
        await link(page, "News").click()
        await expect(page).to_have_url(re.compile("/news$"))
        await expect(button(page, "Load more")).to_be_visible()
        await expect(page.locator(".news-item")).to_have_count(6)
    async with step("Ask for older entries"):
        await button(page, "Load more").click()
        await expect(page.locator(".news-item")).to_have_count(10)
        await shown(page, "That is all for now")
        await expect(button(page, "Load more")).to_be_hidden()


@flow("Subscribe to the newsletter", "/cart")
async def newsletter(page, step):
    address = page.get_by_placeholder("Your email address")
    async with step("Enter something that is no address"):
        await address.fill("ada")
        await button(page, "Subscribe").click()
        await shown(page, "Please enter a valid email address")
        await expect(address).to_have_value("ada")
    async with step("Enter a real one"):
        await address.fill("ada@example.com")
        await page.keyboard.press("Enter")
        await shown(page, "Thank you, you are on the list")
        await expect(address).to_have_value("")


@flow("See the details of an order", "/account", start_from="ada")
async def order_details(page, step):
    async with step("Open the details of order 1001"):
        await button(page.get_by_role("row", name="1001"), "Details").click()
        await shown(page, "Order 1001")
        await expect(page.locator("dialog")).to_contain_text("3 × Red mug")
    async with step("Close them"):
        await page.locator(".dialog-close").click()
        await gone(page, "Order 1001")
        await shown(page, "Your orders")


@flow("Upload a profile picture", "/sign-in")
async def profile_picture(page, step):
    async with step("Sign in"):
        await sign_in(page, "grace@example.com")
        await expect(page).to_have_url(re.compile("/account$"))
        await shown(page, "No picture yet")
    async with step("Choose a picture"):
        await page.locator("input[type=file]").set_input_files(FILES / "avatar.png")
        await expect(page.locator(".picture-note")).to_contain_text("avatar.png, 460 bytes")
        await expect(page.get_by_alt_text("Your picture")).to_be_visible()
        await gone(page, "No picture yet")


@flow("Buy a mug", "/product/green-mug")
async def purchase(page, step):
    async with step("Put a green mug into the cart"):
        await button(page, "Add to cart").click()
        await link(page, "View cart").click()
        await expect(page).to_have_url(re.compile("/cart$"))
        await shown(page, "Green mug")
    async with step("Go to the checkout"):
        await link(page, "Checkout").click()
        await expect(page).to_have_url(re.compile("/checkout/address$"))
        await shown(page, "Full name")
    async with step("Enter the address"):
        await field(page, "Full name").fill("Ada Lovelace")
        await field(page, "Street and number").fill("Storgata 1")
        await field(page, "Country").select_option("Norway")
        await field(page, "Postal code").fill("0150")
        await field(page, "Town or city").fill("Oslo")
        await button(page, "Continue to payment").click()
        await expect(page).to_have_url(re.compile("/checkout/payment$"))
        await shown(page, "To pay: €15.50")
    async with step("Pay by card"):
        async with answers(page, "POST", "/api/orders", 201):
            await pay(page, "4242 4242 4242 4242")
        await expect(page).to_have_url(re.compile("/checkout/done$"))
        await shown(page, "Order placed", "Thank you for your order")
        await expect(page.locator(".order-number")).to_have_text("1004")


@flow("Remove a product from the cart", "/product/canvas-bag")
async def remove_from_cart(page, step):
    async with step("Take a bag"):
        await button(page, "Add to cart").click()
        await link(page, "View cart").click()
        await expect(page).to_have_url(re.compile("/cart$"))
        await shown(page, "Canvas bag")
    async with step("Remove it again"):
        await button(page, "Remove").click()
        await shown(page, "Your cart is empty")
        await gone(page, "Canvas bag")
    async with step("Reload the page"):
        await page.reload()
        await shown(page, "Your cart is empty")


@flow("Read the reviews", "/product/blue-mug")
async def reviews(page, step):
    async with step("Open the reviews"):
        await page.get_by_role("tab", name="Reviews").click()
        await expect(page.locator(".review")).to_have_count(3)
        await shown(page, "Ingrid", "I would buy it again")
        await gone(page, "Fetching reviews")


@flow("Search for a product", "/")
async def search(page, step):
    box = page.get_by_placeholder("Search products")
    async with step("Search for posters"):
        await box.fill("poster")
        await expect(page.locator(".card")).to_have_count(2)
        await shown(page, "Mountain poster", "City map poster")
        await gone(page, "Red mug")
    async with step("Search for two words"):
        await box.fill("red mug")
        await shown(page, "1 product")
        await expect(page.locator(".card")).to_have_count(1)
        await shown(page, "Red mug")
        await gone(page, "Blue mug")
    async with step("Search for something we do not have"):
        await box.fill("teapot")
        await shown(page, "0 products", "Nothing found")
    async with step("Empty the search box"):
        await box.clear()
        await shown(page, "12 products", "Red mug")


@flow("Sign in", "/")
async def sign_in_flow(page, step):
    async with step("Go to the sign-in page"):
        await link(page, "Sign in").click()
        await expect(page).to_have_url(re.compile("/sign-in$"))
        await shown(page, "Welcome back")
    async with step("Sign in"):
        async with answers(page, "POST", "/api/sign-in", 200):
            await sign_in(page, "ada@example.com")
        await expect(page).to_have_url(re.compile("/account$"))
        await expect(page.locator("header .who")).to_contain_text("Ada Lovelace")


@flow("Sign out", "/sign-in")
async def sign_out(page, step):
    async with step("Sign in"):
        await sign_in(page, "ada@example.com")
        await expect(page).to_have_url(re.compile("/account$"))
        await expect(button(page, "Sign out")).to_be_visible()
        await shown(page, "Your orders")
    async with step("Sign out"):
        await button(page, "Sign out").click()
        await expect(page).to_have_url(re.compile(r":\d+/$"))
        await expect(link(page, "Sign in")).to_be_visible()
        await expect(button(page, "Sign out")).to_be_hidden()
    async with step("The account asks for a password again"):
        await page.goto("/account")
        await expect(page).to_have_url(re.compile("/sign-in$"))
        await shown(page, "Welcome back")


@flow("Be signed in as Ada", "/sign-in")
async def signed_in_as_ada(page, step):
    async with step("Sign in"):
        await signed_in(page)


@flow("Sort the orders", "/account", start_from="ada")
async def sort_orders(page, step):
    first, last = page.locator(".orders tbody tr:first-child"), page.locator(".orders tbody tr:last-child")
    async with step("Sort by total"):
        await page.get_by_role("button", name="Total").click()
        await expect(first).to_contain_text("€29.00")
    async with step("Turn the order around"):
        await page.get_by_role("button", name="Total").click()
        await expect(first).to_contain_text("€83.00")
        await expect(last).to_contain_text("€29.00")


@flow("Check the service status", "/")
async def status(page, step):
    async with step("Open the status page"):
        await link(page, "Status").click()
        await expect(page).to_have_url(re.compile("/status$"))
        await expect(page).to_have_title("Service status – Kiln & Cloth")
        await shown(page, "All services are working")
        await expect(page.locator(".services .row")).to_have_count(3)
        await gone(page, "Asking every service")


@flow("A wrong password is refused", "/sign-in")
async def wrong_password(page, step):
    async with step("Try to sign in"):
        async with answers(page, "POST", "/api/sign-in", 401):
            await field(page, "Email").fill("ada@example.com")
            await field(page, "Password").fill("battery-staple")
            await page.keyboard.press("Enter")
        await expect(page).to_have_url(re.compile("/sign-in$"))
        await shown(page, "Wrong email or password")
        await expect(page.locator("form.form button")).to_be_enabled()
