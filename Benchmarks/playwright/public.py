"""The flows of `Benchmarks/flows` on applications no one here wrote, as a careful user of Playwright would write them."""

import json
import os
import re

from playwright.async_api import expect
from suite import flow

URL = json.loads(os.environ["BENCH_APPS"])


def button(page, name):
    return page.get_by_role("button", name=name, exact=True)


def link(page, name):
    return page.get_by_role("link", name=name, exact=True)


async def shown(page, *texts):
    for text in texts:
        await expect(page.get_by_text(text).filter(visible=True).first).to_be_visible()


async def gone(page, *texts):
    for text in texts:
        await expect(page.get_by_text(text, exact=True).filter(visible=True)).to_have_count(0)


async def at(page, path):
    await expect(page).to_have_url(re.compile(re.escape(path) + r"([?#].*)?$"))


async def enter_django(page):
    await page.get_by_label("Username").fill("admin")
    await page.get_by_label("Password").fill("correct-horse")
    await button(page, "Log in").click()


@flow("Filter a table", URL["datasette"] + "/")
async def datasette_filter(page, step):
    rows = page.locator("table.rows-and-columns tbody tr")
    async with step("Open the database"):
        await link(page, "shop").click()
        await at(page, "/shop")
        await shown(page, "Custom SQL query", "Tables")
    async with step("Open the products"):
        await link(page, "products").click()
        await at(page, "/shop/products")
        await shown(page, "120 rows")
    async with step("Show mugs only"):
        await page.locator("select[name=_filter_column]").select_option("category")
        await page.locator("input[name=_filter_value]").fill("mugs")
        await button(page, "Apply").click()
        await shown(page, '30 rows where category = "mugs"')
        await expect(rows).to_have_count(30)
    async with step("The cheapest first"):
        await page.get_by_role("columnheader", name="price").get_by_role("link").click()
        await expect(rows.first).to_contain_text("Product 4")
    async with step("The dearest first"):
        await page.get_by_role("columnheader", name="price").get_by_role("link").click()
        await expect(rows.first).to_contain_text("Product 120")
    async with step("Open it"):
        await link(page, "120").click()
        await at(page, "/shop/products/120")
        await shown(page, "products: 120", "Links from other tables")


@flow("Ask with SQL", URL["datasette"] + "/shop/orders")
async def datasette_query(page, step):
    rows = page.locator("table.rows-and-columns tbody tr")
    async with step("Sort by customer"):
        await page.get_by_role("columnheader", name="customer").get_by_role("link").click()
        await shown(page, "300 rows")
        await expect(rows.first).to_contain_text("Ada")
    async with step("See the SQL"):
        await page.get_by_role("link", name="View and edit SQL").click()
        await expect(button(page, "Run SQL")).to_be_visible()
        await expect(page.locator("form.sql")).to_contain_text("select id, product_id, customer, quantity from orders")
    async with step("Ask for something else"):
        await page.locator(".CodeMirror").click()
        await page.keyboard.press("Control+A")
        await page.keyboard.type("select name from products where id = 7")
        await button(page, "Run SQL").click()
        await shown(page, "Product 7")
        await expect(rows).to_have_count(1)
    async with step("Go back to all tables"):
        await link(page, "shop").click()
        await at(page, "/shop")
        await shown(page, "Tables")


@flow("Rename a user", URL["django"] + "/admin/")
async def django_rename_user(page, step):
    async with step("Sign in"):
        await enter_django(page)
        await at(page, "/admin/")
        await shown(page, "Site administration", "Recent actions")
    async with step("Open the list of users"):
        await link(page, "Users").click()
        await at(page, "/admin/auth/user/")
        await shown(page, "Select user to change", "0 of 41 selected")
    async with step("Look for one of them"):
        await page.locator("#searchbar").fill("user12")
        await button(page, "Search").click()
        await shown(page, "1 result", "user12@example.com")
        await expect(page.locator("#result_list tbody tr")).to_have_count(1)
    async with step("Open the user"):
        await link(page, "user12").click()
        await shown(page, "Change user")
        await expect(page.get_by_label("Username")).to_have_value("user12")
        await expect(page.get_by_label("First name")).to_have_value("First12")
    async with step("Change the last name"):
        await page.get_by_label("Last name").fill("Lovelace")
        await button(page, "Save and continue editing").click()
        await shown(page, "was changed successfully")
        await expect(page.get_by_label("Last name")).to_have_value("Lovelace")
    async with step("Change it back"):
        await page.get_by_label("Last name").fill("Last12")
        await button(page, "Save").click()
        await shown(page, "Select user to change", "was changed successfully")
    async with step("Sign out"):
        await button(page, "Log out").click()
        await shown(page, "Logged out")


@flow("Add a group and delete it", URL["django"] + "/admin/")
async def django_add_group(page, step):
    async with step("Sign in"):
        await enter_django(page)
        await shown(page, "Site administration")
    async with step("Begin a new group"):
        await page.get_by_role("row", name="Groups").get_by_role("link", name="Add").click()
        await at(page, "/admin/auth/group/add/")
        await shown(page, "Add group", "Available permissions")
    async with step("Choose a permission"):
        await page.locator("#id_permissions_from").select_option(
            "Authentication and Authorization | user | Can add user")
        await button(page, "Choose selected permissions").click()
        await expect(button(page, "Remove all permissions")).to_be_enabled()
    async with step("Save it"):
        await page.get_by_label("Name").fill("Bench testers")
        await button(page, "Save").click()
        await at(page, "/admin/auth/group/")
        await shown(page, "was added successfully", "Select group to change")
    async with step("Open it again"):
        await page.locator("#result_list").get_by_role("link", name="Bench testers").click()
        await shown(page, "Change group")
        await expect(page.get_by_label("Name")).to_have_value("Bench testers")
    async with step("Ask for its deletion"):
        await link(page, "Delete").click()
        await shown(page, "Are you sure you want to delete")
    async with step("Confirm"):
        await button(page, "Yes, I’m sure").click()
        await at(page, "/admin/auth/group/")
        await shown(page, "was deleted successfully")


@flow("Prepare a load test", URL["locust"] + "/")
async def locust_form(page, step):
    users, ramp = page.get_by_label("Number of users"), page.get_by_label("Ramp up")
    async with step("Enter how many users"):
        await users.fill("25")
        await ramp.fill("5")
        await expect(users).to_have_value("25")
        await expect(ramp).to_have_value("5")
    async with step("Open the advanced options"):
        await button(page, "Advanced options").click()
        await expect(page.get_by_label("Run time")).to_be_visible()
    async with step("Limit the time"):
        await page.get_by_label("Run time").fill("1m")
        await page.get_by_label("Host").fill("http://127.0.0.1:8")
        await expect(page.get_by_label("Run time")).to_have_value("1m")
        await expect(page.get_by_label("Host")).to_have_value("http://127.0.0.1:8")
        await expect(button(page, "Start")).to_be_enabled()


@flow("Who made Locust", URL["locust"] + "/")
async def locust_about(page, step):
    async with step("Open the credits"):
        await button(page, "About").click()
        await shown(page, "MIT License")
    async with step("Close them"):
        await page.keyboard.press("Escape")
        await gone(page, "MIT License")
        await shown(page, "Start new load test")


@flow("Read a page of the handbook", URL["mkdocs"] + "/")
async def mkdocs_read(page, step):
    async with step("Open the chapter"):
        await link(page, "Firing").click()
        await at(page, "/firing/first/")
        await shown(page, "Candling")
    async with step("Go on"):
        await link(page, "Second firing").click()
        await at(page, "/firing/second/")
        await shown(page, "Leave the damper open")
        await expect(page).to_have_title("Second firing - Kiln handbook")
    async with step("Choose the other way"):
        await page.get_by_text("Reduction").click()
        await shown(page, "Close the damper at cone 010")
        await gone(page, "Leave the damper open.")
    async with step("Open the note"):
        await page.get_by_text("When it goes wrong").click()
        await shown(page, "Let it cool and begin again")
    async with step("Return"):
        await page.go_back()
        await at(page, "/firing/first/")
        await shown(page, "Raise the temperature slowly")


@flow("Search the handbook", URL["mkdocs"] + "/")
async def mkdocs_search(page, step):
    async with step("Search"):
        await page.get_by_role("textbox", name="Search").click()
        await page.get_by_role("textbox", name="Search").press_sequentially("bisque")
        await shown(page, "1 matching document", "Hold at 980 degrees")
    async with step("Open the result"):
        await page.get_by_role("heading", name="Bisque").click()
        await at(page, "/firing/first/")
        await shown(page, "First firing", "Raise the temperature slowly")
    async with step("Go to the glazes"):
        await link(page, "Glazes").click()
        await at(page, "/glazes/")
        await shown(page, "Celadon", "Tenmoku")


@flow("Change how the dashboard looks", URL["optuna"] + "/dashboard")
async def optuna_settings(page, step):
    async with step("Turn the lights off"):
        await button(page, "Dark Mode").click()
        await expect(button(page, "Dark Mode")).to_be_visible()
    async with step("Begin a study"):
        await button(page, "Create").click()
        await shown(page, "New Study")
        await expect(page.get_by_label("Study name")).to_be_visible()
    async with step("Think better of it"):
        await page.get_by_label("Study name").fill("never")
        await button(page, "Cancel").click()
        await gone(page, "New Study")
    async with step("Turn the lights on"):
        await button(page, "Dark Mode").click()
        await expect(button(page, "Dark Mode")).to_be_visible()


@flow("Look at a study", URL["optuna"] + "/dashboard")
async def optuna_study(page, step):
    async with step("Search for it"):
        await page.get_by_placeholder("Search study").fill("kiln")
        await shown(page, "1. kiln-temperature")
        await gone(page, "2. glaze-mix")
    async with step("Open it"):
        await page.get_by_text("1. kiln-temperature").click()
        await at(page, "/dashboard/studies/1")
        await shown(page, "History", "Hyperparameter Importance")
    async with step("Use a logarithmic scale"):
        await page.get_by_label("Log y scale").check()
        await expect(page.get_by_label("Log y scale")).to_be_checked()
    async with step("See the analytics"):
        await link(page, "Analytics").click()
        await at(page, "/dashboard/studies/1/analytics")
        await shown(page, "Slice")
    async with step("See the trials"):
        await link(page, "Trials (List)").click()
        await at(page, "/dashboard/studies/1/trials")
        await shown(page, "Trial 0")
    async with step("Return"):
        await link(page, "Return to the top page").click()
        await shown(page, "2. glaze-mix")


@flow("Browse a database", URL["sqlite_web"] + "/")
async def sqlite_browse(page, step):
    rows = page.locator("table tbody tr")
    async with step("Look for a table"):
        await page.get_by_placeholder("table name...").press_sequentially("prod")
        await expect(link(page, "orders")).to_be_hidden()
        await expect(link(page, "products")).to_be_visible()
    async with step("Open it"):
        await link(page, "products").click()
        await at(page, "/products/")
        await shown(page, "CREATE TABLE products")
    async with step("See the rows"):
        await link(page, "Content").click()
        await at(page, "/products/content/")
        await shown(page, "Product 1", "shirts")
        await expect(rows).to_have_count(50)
    async with step("Sort by price"):
        await page.get_by_role("columnheader", name="price").get_by_role("link").click()
        await expect(rows.first).to_contain_text("Product 1")
    async with step("Query the table"):
        await page.locator(".nav-tabs").get_by_role("link", name="Query").click()
        await page.locator("textarea").fill("select name, price from products where price > 178 order by price desc")
        await button(page, "Execute").click()
        await shown(page, "Product 120", "180.0")
        await gone(page, "Product 7")


@flow("Insert a row and delete it", URL["sqlite_web"] + "/orders/")
async def sqlite_insert(page, step):
    rows = page.locator("table tbody tr")
    async with step("Open the form"):
        await link(page, "Insert").click()
        await at(page, "/orders/insert/")
        await shown(page, "customer", "quantity")
    async with step("Fill it in"):
        await page.get_by_role("textbox", name="product_id").fill("3")
        await page.get_by_role("textbox", name="customer").fill("Bench")
        await page.get_by_role("textbox", name="quantity").fill("2")
        await button(page, "Insert").click()
        await at(page, "/orders/content/")
        await shown(page, "Content")
    async with step("Find the row"):
        await page.goto(URL["sqlite_web"] + "/orders/query/")
        await page.locator("textarea").fill("select customer, quantity from orders where customer = 'Bench'")
        await button(page, "Execute").click()
        await shown(page, "Bench")
        await expect(rows).to_have_count(1)
    async with step("Delete it"):
        await page.locator("textarea").fill("delete from orders where customer = 'Bench'")
        await button(page, "Execute").click()
        await expect(rows).to_have_count(0)


@flow("Walk through the demonstration", URL["streamlit"] + "/")
async def streamlit_pages(page, step):
    async with step("Be welcomed"):
        await shown(page, "Welcome to Streamlit", "Want to learn more?")
    async with step("Open the plotting demonstration"):
        await link(page, "Plotting demo").click()
        await at(page, "/plotting_demo")
        await shown(page, "This demo illustrates a combination of plotting and animation")
    async with step("Go back to the start"):
        await link(page, "Hello").click()
        await shown(page, "Welcome to Streamlit")
        await expect(page.get_by_text("This demo illustrates a combination")).to_be_hidden()


@flow("Choose a theme", URL["streamlit"] + "/")
async def streamlit_theme(page, step):
    async with step("Open the menu"):
        await button(page, "Main menu").click()
        await shown(page, "Clear cache", "Record screen")
    async with step("Choose the dark theme"):
        await page.get_by_role("menuitemradio", name="Dark").click()
        await expect(page.get_by_role("menuitemradio", name="Dark")).to_be_checked()
    async with step("Close the menu"):
        await page.keyboard.press("Escape")
        await expect(page.get_by_text("Clear cache")).to_be_hidden()


@flow("Read the description of an interface", URL["swagger"] + "/")
async def swagger_read(page, step):
    async with step("Close the group of pets"):
        await page.locator("#operations-tag-pets").click()
        await gone(page, "List all pets")
        await shown(page, "How the store is")
    async with step("Open it again"):
        await page.locator("#operations-tag-pets").click()
        await shown(page, "List all pets")
    async with step("Open the other operation"):
        await page.get_by_text("How the store is").click()
        await shown(page, "No parameters")
    async with step("See the schema"):
        await button(page, "Pet").click()
        await expect(page.locator("section.models")).to_contain_text("name")


@flow("Try an operation", URL["swagger"] + "/")
async def swagger_try(page, step):
    async with step("Open the operation"):
        await page.get_by_text("List all pets").click()
        await shown(page, "Parameters", "How many at most", "Try it out")
    async with step("Try it out"):
        await button(page, "Try it out").click()
        await expect(button(page, "Execute")).to_be_visible()
        await gone(page, "Try it out")
    async with step("Execute it"):
        async with page.expect_response(re.compile(r"/pets\.json\?limit=5$")) as answer:
            await page.get_by_placeholder("limit").fill("5")
            await button(page, "Execute").click()
        assert (await answer.value).status == 200
        await shown(page, "/pets.json?limit=5", "Rex")
    async with step("Clear the answer"):
        await button(page, "Clear").click()
        await expect(button(page, "Clear")).to_be_hidden()
        await gone(page, "Server response")
    async with step("Close the operation"):
        await page.get_by_text("List all pets").click()
        await gone(page, "Parameters")
