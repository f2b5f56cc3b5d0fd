/// The kind of thing a target names, such as a button, a field or a row.
package enum RoleNoun: String, Sendable, CaseIterable {
    case button, link, field, search, checkbox, radio, dropdown, toggle, slider, tab, icon, image, file
    case row, card, item, option, cell, column, section, dialog, form, table, list, menu, menuItem
    case heading, message, text, label, header, footer, navigation, sidebar, progress, frame

    static let words: [String: RoleNoun] = {
        let lists: [RoleNoun: String] = [
            .button: "button,btn,cta", .link: "link,hyperlink,anchor",
            .field:
                "field,input,box,text field,input field,text box,textbox,textarea,text area,input box,"
                + "entry field,edit box,picker",
            .search: "search box,search bar,search field,search input",
            .checkbox: "checkbox,check box,tick box,tickbox,checkmark",
            .radio: "radio,radio button,radio option,radio box",
            .dropdown:
                "dropdown,drop down,dropdown menu,drop down menu,drop down list,dropdown list,select,"
                + "select box,selector,combobox,combo box,listbox,list box",
            .toggle: "toggle,switch,toggle switch,toggle button", .slider: "slider,range slider",
            .tab: "tab", .icon: "icon,icon button", .image: "image,picture,photo,img,thumbnail,logo",
            .file: "file input,file field,upload field,file picker,file upload,upload box",
            .row: "row,table row,line", .card: "card,tile", .item: "item,list item,entry,listitem,todo,task",
            .option: "option,choice", .cell: "cell,table cell", .column: "column,lane",
            .section: "section,area,region,panel,pane,group,block,fieldset,zone,dropzone,drop zone",
            .dialog: "dialog,modal,popup,pop up,dialogue,modal dialog,dialog box,drawer,overlay,window",
            .form: "form", .table: "table,grid", .list: "list", .menu: "menu",
            .menuItem: "menu item,menu entry,menuitem",
            .heading: "heading,title,headline,subheading",
            .message:
                "message,error,error message,alert,notification,toast,warning,notice,banner,status,hint",
            .text: "text,paragraph", .label: "label", .header: "header,page header",
            .footer: "footer,page footer",
            .navigation: "navigation,nav,navbar,nav bar,navigation bar,navigation menu,main menu,breadcrumb",
            .sidebar: "sidebar,side bar,side panel,aside",
            .progress: "progress bar,progressbar,spinner,loader",
            .frame: "frame,iframe",
        ]
        var table: [String: RoleNoun] = [:]
        for (noun, list) in lists {
            for word in list.split(separator: ",") {
                table[String(word)] = noun
                table[word.hasSuffix("x") ? "\(word)es" : "\(word)s"] = noun
            }
        }
        table["entries"] = .item
        return table
    }()

    /// Exactly these roles are what the noun means.
    private var own: Set<String> {
        switch self {
        case .button: ["button"]
        case .link: ["link"]
        case .field: ["textbox", "searchbox", "spinbutton", "combobox"]
        case .search: ["searchbox", "textbox", "combobox"]
        case .checkbox: ["checkbox", "menuitemcheckbox"]
        case .radio: ["radio", "menuitemradio"]
        case .dropdown: ["combobox", "listbox"]
        case .toggle: ["switch"]
        case .slider: ["slider"]
        case .tab: ["tab"]
        case .icon: ["button", "link", "img"]
        case .image: ["img"]
        case .file: ["file"]
        case .row: ["row"]
        case .card: ["item", "article", "listitem"]
        case .item: ["listitem", "item", "option", "treeitem", "article"]
        case .option: ["option", "menuitem", "radio"]
        case .cell: ["cell", "gridcell", "rowheader"]
        case .column: ["columnheader", "group", "region", "item", "list"]
        case .section: ["region", "group", "tabpanel", "item"]
        case .dialog: ["dialog", "alertdialog"]
        case .form: ["form", "search"]
        case .table: ["table", "grid", "treegrid"]
        case .list: ["list", "listbox", "feed", "tree"]
        case .menu: ["menu", "menubar"]
        case .menuItem: ["menuitem", "menuitemcheckbox", "menuitemradio"]
        case .heading: ["heading"]
        case .message: ["alert", "status", "log", "tooltip"]
        case .text, .label: ["label", "paragraph", "", "status"]
        case .header: ["banner"]
        case .footer: ["contentinfo"]
        case .navigation: ["navigation"]
        case .sidebar: ["complementary"]
        case .progress: ["progressbar", "meter"]
        case .frame: ["iframe"]
        }
    }

    /// Roles a person might well call by this noun.
    private var near: Set<String> {
        switch self {
        case .button: ["link", "menuitem", "tab", "switch", "file", "option"]
        case .link: ["button", "menuitem", "tab"]
        case .field: ["slider", "listbox", "file"]
        case .checkbox: ["switch", "label"]
        case .radio: ["label"]
        case .toggle: ["checkbox", "button"]
        case .slider: ["spinbutton"]
        case .tab: ["link", "button"]
        case .icon: ["tab", "menuitem", "checkbox", "switch"]
        case .image: ["figure", "link", "button"]
        case .file: ["label", "button"]
        case .row: ["listitem", "item", "treeitem", "article", "option"]
        case .card: ["group", "region", "row", "link", "figure", "option"]
        case .item: ["row", "menuitem", "link", "group"]
        case .option: ["listitem", "link", "button", "tab", "checkbox", "menuitemradio", "label"]
        case .section:
            [
                "article", "form", "complementary", "list", "listitem", "dialog", "main", "navigation",
                "search", "table",
            ]
        case .dialog: ["group", "region", "complementary", "menu", "form"]
        case .form: ["group", "region", "dialog"]
        case .list: ["table", "menu", "group", "region"]
        case .menu: ["navigation", "button", "combobox", "list", "listbox"]
        case .menuItem: ["link", "button", "option", "listitem"]
        case .heading: ["columnheader", "paragraph", "", "caption"]
        case .message:
            ["paragraph", "", "group", "item", "heading", "listitem", "region", "dialog", "alertdialog"]
        case .text, .label:
            ["heading", "cell", "listitem", "alert", "link", "rowheader", "caption", "columnheader"]
        case .header: ["columnheader", "heading", "group"]
        case .navigation: ["list", "menu", "menubar", "toolbar"]
        case .sidebar: ["navigation", "group"]
        case .progress: ["status", "img", "alert"]
        default: []
        }
    }

    /// 1 for what the noun means, .85 for what people also call so, .7 for a mere clickable thing, else 0.
    func fit(_ element: PageElement) -> Double {
        let role = element.role
        let states = element.states
        if self == .menu, role == "button" || role == "combobox" {
            return states.isDisjoint(with: [.expanded, .collapsed]) ? 0.7 : 0.95
        }
        if self == .dropdown, role == "button" || role == "textbox" {
            return states.isDisjoint(with: [.expanded, .collapsed]) ? 0 : 0.9
        }
        if self == .toggle, role == "button", !states.isDisjoint(with: [.checked, .mixed]) { return 0.95 }
        if self == .field, role == "combobox", element.tag == "select" { return 0.85 }
        if (self == .text || self == .label), role == "", states.contains(.interactive) { return 0.85 }
        if own.contains(role) { return 1 }
        if near.contains(role) { return 0.85 }
        return states.contains(.clickableOnly) && isClickable ? 0.7 : 0
    }

    /// Bare clickable elements pass for these.
    private var isClickable: Bool {
        switch self {
        case .button, .link, .checkbox, .radio, .toggle, .tab, .icon, .image, .card, .item, .option, .row,
            .cell, .dropdown,
            .menuItem, .text, .label, .message:
            true
        default: false
        }
    }
}
